import type { Bench } from './bench.ts'
import { atMost, type Figure } from './figure.ts'
import type { SearchOrder, SearchResult } from './searchArticles.ts'

const wantedMs = 20
const times = 5

/** How long the embedded engine takes for the judged queries when there are very many articles. */
export async function measureSearch(bench: Bench): Promise<Figure[]> {
  const { articles } = bench.size
  bench.say(`search: an index of ${articles} articles`)
  const searcher = bench.start<SearchOrder, 'run', SearchResult>('searchArticles.ts', { articles, times })
  const { took, answered, queries } = await searcher.ask('run')
  await searcher.end()
  bench.say(`search: ${answered} of ${queries} queries found something`)
  if (answered < queries / 2) throw new Error(`only ${answered} of ${queries} queries found anything`)
  const p95 = took.toSorted((a, b) => a - b)[Math.ceil(took.length * 0.95) - 1] ?? Number.NaN
  return [
    {
      what: `a search among ${articles} articles, p95`,
      database: 'embedded',
      clients: null,
      hub: `${p95.toFixed(1)} ms`,
      limit: '',
      ...atMost(p95, wantedMs, ' ms'),
    },
  ]
}
