import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import type { Analyser, QueryPlan } from '../analysis/analyser.ts'
import type { SuggestionKey } from '../analysis/suggestionKeys.ts'
import { initialsPrefix, leastPairs, weights } from '../analysis/weights.ts'
import { createTermIndex, type Lookup } from './termIndex.ts'

type Field = keyof typeof weights
const fields = Object.keys(weights) as Field[]

interface Kept {
  number: number
  document: SearchDocument
  suggestions: SuggestionKey[]
}

export interface FoundDocument {
  document: SearchDocument
  score: number
}

/** One index in memory. Two of them are there while a rebuild goes on. */
export interface EmbeddedIndex {
  put(document: SearchDocument): void
  remove(id: string, version: number): void
  /** How many documents fit, and those from the `from`th of the best to before the `to`th. */
  find(plan: QueryPlan, wanted: Wanted): { total: number; page: FoundDocument[] }
  kept(): Iterable<Kept>
  size(): number
}
export interface Wanted {
  category?: string | undefined
  from: number
  to: number
}

export function createEmbeddedIndex(analyser: Analyser): EmbeddedIndex {
  const indexes = new Map(fields.map((field) => [field, createTermIndex()]))
  const kept = new Map<string, Kept>()
  /** By their numbers, which are given once. */
  const documents: (SearchDocument | undefined)[] = []
  /** Of what is there and of what was removed. */
  const versions = new Map<string, number>()
  const isLate = (id: string, version: number) => version < (versions.get(id) ?? 0)

  function forget(id: string) {
    const found = kept.get(id)
    if (!found) return
    kept.delete(id)
    documents[found.number] = undefined
    for (const index of indexes.values()) index.remove(found.number)
  }

  function matchAll(plan: QueryPlan) {
    const scores = new Float64Array(documents.length)
    const findings = { whole: counter(), pairs: counter(), sounds: counter() }
    const reached: number[] = []
    for (const { field, terms, how } of questionsOf(plan)) {
      const index = indexes.get(field)
      const seen = findings[field === 'pairs' || field === 'sounds' ? field : 'whole']
      for (const term of terms) {
        index?.match(term, kept.size, how, (postings) => {
          for (const [at, number] of postings.documents.entries()) {
            if (scores[number] === 0) reached.push(number)
            scores[number] = (scores[number] ?? 0) + weights[field] * postings.scoreAt(at)
            seen[number] = (seen[number] ?? 0) + 1
          }
        })
      }
    }
    return { scores, findings, reached }
  }
  const counter = () => new Uint16Array(documents.length)

  return {
    put(document) {
      const { id, version } = document
      if (isLate(id, version)) return
      forget(id)
      versions.set(id, version)
      const analysed = analyser.document(document)
      const number = documents.push(document) - 1
      kept.set(id, { number, document, suggestions: analysed.suggestions })
      for (const [field, index] of indexes) index.add(number, analysed[field])
    },
    remove(id, version) {
      if (isLate(id, version)) return
      forget(id)
      versions.set(id, version)
    },
    find(plan, { category, from, to }) {
      const { scores, findings, reached } = matchAll(plan)
      const [pairs, sounds] = [leastOf(plan.pairs), leastOf(plan.sounds)]
      const fitting = reached.filter(
        (number) =>
          // A word, a group of synonyms or a spelling says enough; of pairs it takes several.
          ((findings.whole[number] ?? 0) > 0 ||
            (findings.pairs[number] ?? 0) >= pairs ||
            (findings.sounds[number] ?? 0) >= sounds) &&
          (category === undefined || documents[number]?.category === category),
      )
      const scoreOf = (number: number) => scores[number] ?? 0
      const best = fitting.toSorted((a, b) => scoreOf(b) - scoreOf(a) || a - b).slice(from, to)
      const page = best.flatMap((number) => {
        const document = documents[number]
        return document ? [{ document, score: scoreOf(number) }] : []
      })
      return { total: fitting.length, page }
    },
    kept: () => kept.values(),
    size: () => kept.size,
  }
}

interface Question {
  field: Field
  terms: readonly string[]
  how: Lookup
}

const spelling: Lookup = { fuzzy: (term) => (term.length < 5 ? 0 : term.length < 9 ? 1 : 2) }
const initialed: Lookup = { prefix: (term) => term.length >= initialsPrefix }

const questionsOf = (plan: QueryPlan): Question[] => [
  ...(['title', 'keywords', 'summary', 'body'] as const).map((field) => ({ field, terms: plan.words, how: {} })),
  { field: 'concepts', terms: plan.concepts, how: {} },
  { field: 'pairs', terms: plan.pairs, how: {} },
  { field: 'sounds', terms: plan.sounds, how: {} },
  { field: 'spellings', terms: plan.spellings, how: spelling },
  { field: 'initials', terms: plan.initials, how: initialed },
]

const leastOf = (pairs: readonly string[]) => Math.max(1, Math.floor(pairs.length * leastPairs))
