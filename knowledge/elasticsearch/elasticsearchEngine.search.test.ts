import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import { batchesOf, searchEngineContract } from '#test/knowledge/engineContract.ts'
import { seedDocuments } from '#test/knowledge/judgeEngine.ts'
import { freePort } from '#test/services/freePort.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { createAnalyser } from '../analysis/analyser.ts'
import { createElasticsearchEngine } from './elasticsearchEngine.ts'

const analyser = createAnalyser()
const opened: SearchEngine[] = []

function open(name = `test-${randomUUID()}`, url = fromSetup('TEST_ELASTICSEARCH_URL')) {
  const engine = createElasticsearchEngine(analyser, { url, name, timeoutMs: 10_000 })
  opened.push(engine)
  return engine
}
const ask = async (path: string, body?: unknown) => {
  const answer = await fetch(`${fromSetup('TEST_ELASTICSEARCH_URL')}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return (await answer.json()) as Record<string, unknown>
}

describe('Elasticsearch as the search engine', () => {
  afterAll(() => Promise.all(opened.map((engine) => engine.close())))

  searchEngineContract(async () => open())

  it('leaves one index behind, however often it is rebuilt, also over the ruin of a rebuild', async () => {
    const name = `test-${randomUUID()}`
    const engine = open(name)
    async function* failing() {
      yield seedDocuments
      await Promise.reject(new Error('broken off'))
    }
    await engine.rebuild(batchesOf(seedDocuments))
    await expect(engine.rebuild(failing())).rejects.toThrow('broken off')
    expect(Object.keys(await ask(`/${name}-*`))).toHaveLength(2)
    await engine.rebuild(batchesOf(seedDocuments))
    const left = Object.entries(await ask(`/${name}-*/_alias`))
    expect(left).toMatchObject([[expect.any(String), { aliases: { [name]: {} } }]])
  })

  it('is one index for all processes', async () => {
    const name = `test-${randomUUID()}`
    const [one, other] = [open(name), open(name)]
    await one.rebuild(batchesOf(seedDocuments))
    const { hits } = await other.search({ text: '违约金', page: 1, pageSize: 1 })
    expect(hits[0]?.id).toBe('late-fee')
    const outcomes = await Promise.allSettled([one, other].map((engine) => engine.rebuild(batchesOf(seedDocuments))))
    expect(outcomes).toContainEqual({ status: 'fulfilled', value: seedDocuments.length })
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'search.rebuildOvertaken' })
    }
    expect(await one.health()).toEqual({ built: true, documents: seedDocuments.length })
  })

  it('is unavailable, and nothing answers instead, when Elasticsearch is not there', async () => {
    const engine = open('nowhere', `http://127.0.0.1:${await freePort()}`)
    const [document] = seedDocuments
    if (!document) throw new Error('there are no seeds')
    const asked: Record<string, () => Promise<unknown>> = {
      search: () => engine.search({ text: '停水', page: 1, pageSize: 10 }),
      suggest: () => engine.suggest('停水', 5),
      put: () => engine.put([document]),
      remove: () => engine.remove('a', 1),
      rebuild: () => engine.rebuild(batchesOf(seedDocuments)),
      health: () => engine.health(),
    }
    for (const [name, attempt] of Object.entries(asked)) {
      await expect(attempt(), name).rejects.toMatchObject({ kind: 'unavailable', code: 'search.unavailable' })
    }
  })

  it('uses no analyzer that a plug-in would have to bring', async () => {
    const name = `test-${randomUUID()}`
    await open(name).rebuild(batchesOf(seedDocuments))
    const mappings = JSON.stringify(await ask(`/${name}/_mapping`))
    const analyzers = [...mappings.matchAll(/"analyzer":"(\w+)"/g)].map(([, analyzer]) => analyzer)
    expect(new Set(analyzers)).toEqual(new Set(['whitespace', 'keyword']))
  })
})
