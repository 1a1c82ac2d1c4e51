import MiniSearch, { type Query, type SearchResult } from 'minisearch'
import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import type { AnalysedDocument, Analyser, QueryPlan } from '../analysis/analyser.ts'
import type { SuggestionKey } from '../analysis/suggestionKeys.ts'
import { initialsPrefix, leastPairs, weights } from '../analysis/weights.ts'

const fields = Object.keys(weights) as (keyof typeof weights)[]

interface Kept {
  document: SearchDocument
  suggestions: SuggestionKey[]
}

/** One index in memory. Two of them are there while a rebuild goes on. */
export interface EmbeddedIndex {
  put(document: SearchDocument): void
  remove(id: string, version: number): void
  find(plan: QueryPlan, category?: string): { document: SearchDocument; score: number }[]
  kept(): Iterable<Kept>
  size(): number
}

export function createEmbeddedIndex(analyser: Analyser): EmbeddedIndex {
  const index = new MiniSearch<Record<string, string>>({
    fields,
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term || null,
  })
  const kept = new Map<string, Kept>()
  /** Of what is there and of what was removed. */
  const versions = new Map<string, number>()
  const isLate = (id: string, version: number) => version < (versions.get(id) ?? 0)

  function forget(id: string) {
    if (kept.delete(id)) index.discard(id)
  }

  return {
    put(document) {
      const { id, version } = document
      if (isLate(id, version)) return
      forget(id)
      versions.set(id, version)
      const analysed = analyser.document(document)
      kept.set(id, { document, suggestions: analysed.suggestions })
      index.add({ id, ...joined(analysed) })
    },
    remove(id, version) {
      if (isLate(id, version)) return
      forget(id)
      versions.set(id, version)
    },
    find(plan, category) {
      const queries = queriesOf(plan)
      if (queries.length === 0) return []
      return index
        .search({ combineWith: 'OR', queries })
        .filter((result) => isRelevant(result, plan))
        .flatMap(({ id, score }) => {
          const found = kept.get(String(id))
          return found && (category === undefined || found.document.category === category)
            ? [{ document: found.document, score }]
            : []
        })
    },
    kept: () => kept.values(),
    size: () => kept.size,
  }
}

const joined = (analysed: AnalysedDocument) =>
  Object.fromEntries(fields.map((field) => [field, analysed[field].join(' ')]))

function queriesOf(plan: QueryPlan): Query[] {
  const { title, keywords, summary, body } = weights
  const one = (field: keyof typeof weights, terms: string[], more = {}) => ({
    queries: terms,
    fields: [field],
    boost: { [field]: weights[field] },
    ...more,
  })
  const all = [
    {
      queries: plan.words,
      fields: ['title', 'keywords', 'summary', 'body'],
      boost: { title, keywords, summary, body },
    },
    one('concepts', plan.concepts),
    one('pairs', plan.pairs),
    one('sounds', plan.sounds),
    one('spellings', plan.spellings, { fuzzy: (term: string) => (term.length < 5 ? 0 : term.length < 9 ? 1 : 2) }),
    one('initials', plan.initials, { prefix: (term: string) => term.length >= initialsPrefix }),
  ]
  return all.filter(({ queries }) => queries.length > 0)
}

/** A word, a group of synonyms or a spelling says enough; of pairs it takes several. */
function isRelevant({ match }: SearchResult, plan: QueryPlan): boolean {
  const found = { pairs: 0, sounds: 0 }
  for (const fieldsOfTerm of Object.values(match)) {
    for (const field of fieldsOfTerm) {
      if (field !== 'pairs' && field !== 'sounds') return true
      found[field]++
    }
  }
  return found.pairs >= leastOf(plan.pairs) || found.sounds >= leastOf(plan.sounds)
}

const leastOf = (pairs: readonly string[]) => Math.max(1, Math.floor(pairs.length * leastPairs))
