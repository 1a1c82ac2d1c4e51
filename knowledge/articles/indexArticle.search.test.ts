import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import { createArticleHouse, writer } from '#test/knowledge/articleHouse.ts'
import { openSqliteKnowledge } from '#test/knowledge/knowledgeDatabases.ts'
import { freePort } from '#test/services/freePort.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { createAnalyser } from '../analysis/analyser.ts'
import { createElasticsearchEngine } from '../elasticsearch/elasticsearchEngine.ts'
import { indexArticle } from './indexArticle.ts'
import { publishArticle } from './publishArticle.ts'
import { rebuildSearchIndex } from './rebuildSearchIndex.ts'
import { retireArticle } from './retireArticle.ts'
import { saveArticle } from './saveArticle.ts'
import { searchArticles } from './searchArticles.ts'
import { seedArticles } from './seedArticles.ts'

const analyser = createAnalyser()

describe('The index in Elasticsearch', () => {
  const opened: SearchEngine[] = []
  let database: Database | undefined
  afterEach(async () => {
    await Promise.all([database?.close(), ...opened.splice(0).map((engine) => engine.close())])
  })

  const openEngine = (name: string, url = fromSetup('TEST_ELASTICSEARCH_URL')) => {
    const engine = createElasticsearchEngine(analyser, { url, name, timeoutMs: 10_000 })
    opened.push(engine)
    return engine
  }
  const openHouse = async () => createArticleHouse((database = await openSqliteKnowledge()))

  it('follows the articles by the outbox, and catches up after Elasticsearch was away', async () => {
    const house = await openHouse()
    await seedArticles(house)
    const name = `test-${randomUUID()}`
    const searchEngine = openEngine(name)
    const deps = { ...house, searchEngine }
    expect(await rebuildSearchIndex(deps)).toBe(30)
    expect(await house.deliverAll(indexArticle(deps))).toBe(30)
    const slugsOf = async (text: string) => (await searchArticles(deps, { text })).hits.map(({ slug }) => slug)
    expect((await slugsOf('jietishuijia'))[0]).toBe('water-tiers')

    const { id } = await house.publishNew('phoenix', { title: '凤凰泵站' })
    const away = openEngine(name, `http://127.0.0.1:${await freePort()}`)
    expect(await house.deliverAll(indexArticle({ ...deps, searchEngine: away }))).toBe(0)
    await expect(searchArticles({ ...deps, searchEngine: away }, { text: '凤凰' })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'search.unavailable',
    })
    house.wait(10_000)
    expect(await house.deliverAll(indexArticle(deps))).toBe(1)
    await expect.poll(() => slugsOf('凤凰'), { timeout: 5_000 }).toEqual(['phoenix'])

    await saveArticle(house, writer, house.draft('phoenix', { id, title: '麒麟泵站', baseVersion: 1 }))
    await publishArticle(house, writer, { articleId: id, version: 2 })
    await house.deliverAll(indexArticle(deps))
    await expect.poll(() => slugsOf('麒麟'), { timeout: 5_000 }).toEqual(['phoenix'])
    await retireArticle(house, writer, id)
    await house.deliverAll(indexArticle(deps))
    await expect.poll(async () => (await searchEngine.health()).documents, { timeout: 5_000 }).toBe(30)
  })

  it('has after a rebuild what was published and retired while it was built', async () => {
    const house = await openHouse()
    await seedArticles(house)
    const deps = { ...house, searchEngine: openEngine(`test-${randomUUID()}`) }
    const rebuilding = rebuildSearchIndex(deps)
    const { id } = await house.publishNew('phoenix', { title: '凤凰泵站' })
    await house.publishNew('kylin', { title: '麒麟泵站' })
    await retireArticle(house, writer, id)
    await house.deliverAll(indexArticle(deps))
    await rebuilding
    await expect.poll(async () => (await deps.searchEngine.health()).documents, { timeout: 5_000 }).toBe(31)
    const { hits } = await searchArticles(deps, { text: '泵站' })
    expect(hits[0]?.slug).toBe('kylin')
    expect(hits.map(({ slug }) => slug)).not.toContain('phoenix')
  })
})
