import { expect, it } from 'vitest'
import { judgeEngine } from '#test/knowledge/judgeEngine.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { createAnalyser } from './analysis/analyser.ts'
import { createElasticsearchEngine } from './elasticsearch/elasticsearchEngine.ts'

it('The judged queries are answered well by Elasticsearch: nDCG@10 of 0.8 and more', async () => {
  const url = fromSetup('TEST_ELASTICSEARCH_URL')
  const engine = createElasticsearchEngine(createAnalyser(), { url, name: 'test-judgements', timeoutMs: 10_000 })
  const { mean, judged } = await judgeEngine(engine)
  await engine.close()
  process.stdout.write(`nDCG@10 Elasticsearch: ${mean.toFixed(3)} over ${judged.length} queries\n`)
  expect(mean, JSON.stringify(judged.slice(0, 10))).toBeGreaterThanOrEqual(0.8)
})
