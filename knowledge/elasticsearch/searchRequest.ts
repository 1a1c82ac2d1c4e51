import type { estypes } from '@elastic/elasticsearch'
import type { QueryPlan } from '../analysis/analyser.ts'
import { initialsPrefix, leastPairs, weights } from '../analysis/weights.ts'

type Clause = estypes.QueryDslQueryContainer

/** Null when the plan asks for nothing. */
export function searchQuery(plan: QueryPlan, category: string | undefined): Clause | null {
  const should = [
    ...ifAny(plan.words, (query) => wordFields.map((field) => match(field, query))),
    ...ifAny(plan.concepts, (query) => [match('concepts', query)]),
    ...ifAny(plan.pairs, (query) => [match('pairs', query, { minimum_should_match: least(plan.pairs) })]),
    ...ifAny(plan.sounds, (query) => [match('sounds', query, { minimum_should_match: least(plan.sounds) })]),
    ...ifAny(plan.spellings, (query) => [match('spellings', query, { fuzziness: 'AUTO:5,9', prefix_length: 0 })]),
    ...plan.initials.flatMap(initialsClauses),
  ]
  if (should.length === 0) return null
  const filter: Clause[] = [{ term: { live: true } }, ...(category === undefined ? [] : [{ term: { category } }])]
  return { bool: { should, minimum_should_match: 1, filter } }
}

const wordFields = ['title', 'keywords', 'summary', 'body'] as const

const ifAny = (terms: readonly string[], clauses: (query: string) => Clause[]): Clause[] =>
  terms.length === 0 ? [] : clauses(terms.join(' '))

const match = (field: keyof typeof weights, query: string, more: Partial<estypes.QueryDslMatchQuery> = {}): Clause => ({
  match: { [field]: { query, boost: weights[field], ...more } },
})

const least = (pairs: readonly string[]) => Math.max(1, Math.floor(pairs.length * leastPairs))

const initialsClauses = (value: string): Clause[] => [
  { term: { initials: { value, boost: weights.initials } } },
  ...(value.length >= initialsPrefix ? [{ prefix: { initials: { value, boost: weights.initials / 2 } } }] : []),
]

/** Documents, beginnings of phrases; with one letter wrong where there are enough of them. */
export const suggestRequest = (prefix: string, size: number) => ({
  phrases: {
    prefix,
    completion: { field: 'suggest', size, skip_duplicates: false },
  },
})
