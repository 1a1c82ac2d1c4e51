import { describe, expect, it } from 'vitest'
import { judgeEngine } from '#test/knowledge/judgeEngine.ts'
import { createAnalyser } from './analysis/analyser.ts'
import { articleSeeds } from './articles/seed/articleSeeds.ts'
import { createEmbeddedEngine } from './embedded/embeddedEngine.ts'
import { judgements } from './judgements.ts'

describe('the judged queries', () => {
  it('are at least sixty, and name articles that there are', () => {
    const slugs = new Set(articleSeeds.map(({ slug }) => slug))
    expect(Object.keys(judgements).length).toBeGreaterThanOrEqual(60)
    for (const [query, grades] of Object.entries(judgements)) {
      expect(
        Object.keys(grades).filter((slug) => !slugs.has(slug)),
        query,
      ).toEqual([])
      expect(Object.keys(grades).length, query).toBeGreaterThan(0)
    }
  })

  it('are answered well by the embedded engine: nDCG@10 of 0.8 and more', async () => {
    const { mean, judged } = await judgeEngine(createEmbeddedEngine(createAnalyser()))
    process.stdout.write(`nDCG@10 embedded: ${mean.toFixed(3)} over ${judged.length} queries\n`)
    expect(mean, JSON.stringify(judged.slice(0, 10))).toBeGreaterThanOrEqual(0.8)
  })
})
