import SearchableMap from 'minisearch/SearchableMap'

/** The documents that have a term, by their numbers, and how often each has it; the numbers grow. */
interface Postings {
  term: string
  documents: number[]
  frequencies: number[]
}

/** How terms are looked up: `fuzzy` edits may make one of another, `prefix` takes those that begin so, too. */
export interface Lookup {
  fuzzy?: (term: string) => number
  prefix?: (term: string) => boolean
}

/** One field of all documents. Documents are numbered by whoever uses it. */
export interface TermIndex {
  /** `document` is greater than all before it. */
  add(document: number, terms: readonly string[]): void
  remove(document: number): void
  /**
   * Calls `found` for the term, and for each that is close to it, with the documents that have it and what that is worth
   * (BM25+). `documents` is how many there are.
   */
  match(term: string, documents: number, how: Lookup, found: Found): void
}
export type Found = (postings: ScoredPostings) => void

/** What a term says about the documents that have it. */
export interface ScoredPostings {
  documents: readonly number[]
  scoreAt(index: number): number
}

const bm25 = { k: 1.2, b: 0.7, d: 0.5 }
/** What a term is worth that is not the one asked for, and less the farther it is. */
const fuzzyWeight = 0.45
const prefixWeight = 0.375

export function createTermIndex(): TermIndex {
  const terms = new SearchableMap<Postings>()
  /** By the documents' numbers, what they have, and how many different terms that are. */
  const postingsOf: (Postings[] | undefined)[] = []
  const lengths: number[] = []
  let total = 0

  function scored({ documents, frequencies }: Postings, of: number, weight: number): ScoredPostings {
    const rarity = Math.log(1 + (of - documents.length + 0.5) / (documents.length + 0.5))
    const [least, perTerm] = [bm25.k * (1 - bm25.b), (bm25.k * bm25.b * of) / total]
    return {
      documents,
      scoreAt(index) {
        const often = frequencies[index] ?? 0
        const length = lengths[documents[index] ?? 0] ?? 0
        return weight * rarity * (bm25.d + (often * (bm25.k + 1)) / (often + least + perTerm * length))
      },
    }
  }

  return {
    add(document, given) {
      const counts = new Map<string, number>()
      for (const term of given) counts.set(term, (counts.get(term) ?? 0) + 1)
      postingsOf[document] = [...counts].map(([term, often]) => {
        const postings = terms.fetch(term, () => ({ term, documents: [], frequencies: [] }))
        postings.documents.push(document)
        postings.frequencies.push(often)
        return postings
      })
      lengths[document] = counts.size
      total += counts.size
    },
    remove(document) {
      for (const { term, documents, frequencies } of postingsOf[document] ?? []) {
        const at = placeOf(documents, document)
        documents.splice(at, 1)
        frequencies.splice(at, 1)
        if (documents.length === 0) terms.delete(term)
      }
      total -= lengths[document] ?? 0
      postingsOf[document] = undefined
      lengths[document] = 0
    },
    match(term, documents, { fuzzy, prefix }, found) {
      const same = terms.get(term)
      if (same) found(scored(same, documents, 1))
      const longer = new Set<string>()
      if (prefix?.(term)) {
        for (const [other, postings] of terms.atPrefix(term)) {
          if (other === term) continue
          longer.add(other)
          const weight = (prefixWeight * other.length) / (other.length + 0.3 * (other.length - term.length))
          found(scored(postings, documents, weight))
        }
      }
      const edits = fuzzy?.(term) ?? 0
      if (edits === 0) return
      for (const [other, [postings, distance]] of terms.fuzzyGet(term, edits)) {
        if (distance === 0 || longer.has(other)) continue
        found(scored(postings, documents, (fuzzyWeight * other.length) / (other.length + distance)))
      }
    },
  }
}

/** Where a number is among those that grow. */
function placeOf(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
