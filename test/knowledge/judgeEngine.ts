import { articleSeeds } from '#knowledge/articles/seed/articleSeeds.ts'
import { ndcg } from '#knowledge/evaluation/ndcg.ts'
import { judgements } from '#knowledge/judgements.ts'
import type { SearchDocument, SearchEngine } from '#core/knowledge/searchEngine.ts'

export const seedDocuments: readonly SearchDocument[] = articleSeeds.map(({ slug, ...texts }) => ({
  id: slug,
  version: 1,
  ...texts,
}))

/** What an engine that has just the seed articles is worth: the mean of nDCG@10, and the queries from worst to best. */
export async function judgeEngine(engine: SearchEngine) {
  await engine.rebuild(batches())
  const judged: { query: string; ndcg: number; found: string[] }[] = []
  for (const [query, grades] of Object.entries(judgements)) {
    const { hits } = await engine.search({ text: query, page: 1, pageSize: 10 })
    const found = hits.map((hit) => hit.id)
    judged.push({ query, ndcg: ndcg(found, grades), found })
  }
  const mean = judged.reduce((sum, one) => sum + one.ndcg, 0) / judged.length
  return { mean, judged: judged.toSorted((a, b) => a.ndcg - b.ndcg) }
}

async function* batches() {
  yield seedDocuments
}
