import { createAnalyser } from '#knowledge/analysis/analyser.ts'
import { createEmbeddedEngine } from '#knowledge/embedded/embeddedEngine.ts'
import { judgements } from '#knowledge/judgements.ts'
import { answerParent, orderOf } from './child.ts'
import { inventArticles } from './inventArticles.ts'

// The process that holds many articles, and is asked what people ask.

export interface SearchOrder {
  articles: number
  /** So often each query is asked. */
  times: number
}

export interface SearchResult {
  /** Of one search after the other, ms. */
  took: number[]
  /** Queries that found something. */
  answered: number
  queries: number
}

const { articles, times } = orderOf<SearchOrder>()
const engine = createEmbeddedEngine(createAnalyser())
const queries = Object.keys(judgements)

answerParent<'run', SearchResult>(async () => {
  await engine.rebuild(batches())
  const took: number[] = []
  const answered = new Set<string>()
  for (let time = 0; time < times; time++) {
    for (const text of queries) {
      const begun = performance.now()
      const { total } = await engine.search({ text, page: 1, pageSize: 10 })
      took.push(performance.now() - begun)
      if (total > 0) answered.add(text)
    }
  }
  return { took, answered: answered.size, queries: queries.length }
})

async function* batches() {
  yield inventArticles(articles)
}
