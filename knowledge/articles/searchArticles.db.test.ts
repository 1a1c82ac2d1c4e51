import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import { createArticleHouse, writer } from '#test/knowledge/articleHouse.ts'
import { knowledgeDatabases } from '#test/knowledge/knowledgeDatabases.ts'
import { createAnalyser } from '../analysis/analyser.ts'
import { createEmbeddedEngine } from '../embedded/embeddedEngine.ts'
import { SearchMissTable } from './article.table.ts'
import { indexArticle } from './indexArticle.ts'
import { publishArticle } from './publishArticle.ts'
import { rebuildSearchIndex } from './rebuildSearchIndex.ts'
import { retireArticle } from './retireArticle.ts'
import { saveArticle } from './saveArticle.ts'
import { searchArticles, suggestArticles } from './searchArticles.ts'
import { listMisses, purgeMisses, recordMiss } from './searchMiss.ts'
import { seedArticles } from './seedArticles.ts'

const analyser = createAnalyser()
const day = 24 * 3_600_000

describe.each(knowledgeDatabases)('searching for articles on $kind', ({ open }) => {
  let database: Database
  let searchEngine: SearchEngine
  let house: ReturnType<typeof createArticleHouse>

  beforeEach(async () => {
    database = await open()
    house = createArticleHouse(database)
    searchEngine = createEmbeddedEngine(analyser)
  })
  afterEach(() => database.close())

  const deps = () => ({ ...house, searchEngine })
  const slugsOf = async (text: string) => (await searchArticles(deps(), { text })).hits.map(({ slug }) => slug)

  it('finds what is published, after the index was built from the database', async () => {
    await seedArticles(house)
    await saveArticle(house, writer, house.draft('draft', { title: '凤凰泵站' }))
    await expect(searchArticles(deps(), { text: '停水' })).rejects.toMatchObject({ code: 'search.unavailable' })
    expect(await rebuildSearchIndex(deps())).toBe(30)
    const found = await searchArticles(deps(), { text: '听水通知' })
    expect(found).toMatchObject({ page: 1, pageSize: 10, hits: expect.any(Array) })
    expect(found.hits[0]).toMatchObject({ slug: 'outage-notices', category: 'outage' })
    expect(await slugsOf('凤凰泵站')).toEqual([])
    expect(await suggestArticles(deps(), 'jieti')).toContainEqual({ phrase: '阶梯水价怎么算', slug: 'water-tiers' })
  })

  it('follows what is published, changed and retired by the outbox, whatever the sequence', async () => {
    await rebuildSearchIndex(deps())
    const handlers = indexArticle(deps())
    const { id } = await house.publishNew('phoenix', { title: '凤凰泵站' })
    expect(await house.deliverAll(handlers)).toBe(1)
    expect(await slugsOf('凤凰')).toEqual(['phoenix'])
    await saveArticle(house, writer, house.draft('phoenix', { id, title: '麒麟泵站', baseVersion: 1 }))
    await publishArticle(house, writer, { articleId: id, version: 2 })
    await retireArticle(house, writer, id)
    await publishArticle(house, writer, { articleId: id, version: 2 })
    expect(await house.deliverAll(handlers.toReversed())).toBe(3)
    expect(await slugsOf('麒麟')).toEqual(['phoenix'])
    expect(await slugsOf('凤凰')).toEqual([])
    await retireArticle(house, writer, id)
    // Before the index has heard of it, too.
    expect(await slugsOf('麒麟')).toEqual([])
    expect(await suggestArticles(deps(), '麒麟')).toEqual([])
    await house.deliverAll(handlers)
    expect((await searchEngine.health()).documents).toBe(0)
  })

  it('tries to index again later while the engine is away', async () => {
    await rebuildSearchIndex(deps())
    await house.publishNew('phoenix', { title: '凤凰泵站' })
    const away: SearchEngine = { ...searchEngine, put: () => Promise.reject(new Error('away')) }
    expect(await house.deliverAll(indexArticle({ database, searchEngine: away }))).toBe(0)
    expect(await slugsOf('凤凰')).toEqual([])
    house.wait(10_000)
    expect(await house.deliverAll(indexArticle(deps()))).toBe(1)
    expect(await slugsOf('凤凰')).toEqual(['phoenix'])
  })

  it('counts what was searched for in vain under one form, and no numbers of anybody', async () => {
    await rebuildSearchIndex(deps())
    for (const text of [
      '天气预报',
      ' 天气预报？',
      '天气，预报',
      'ＡＢＣ天气',
      'abc 天气 13812345678',
      '😀',
      '！！',
      '长'.repeat(60),
    ]) {
      expect((await searchArticles(deps(), { text })).total).toBe(0)
    }
    await searchArticles(deps(), { text: '只在一类里没有', category: 'outage' })
    const misses = await listMisses(house)
    expect(misses.map(({ query, times }) => [query, times])).toEqual([
      ['天气预报', 2],
      ['abc 天气 #', 1],
      ['abc天气', 1],
      ['天气 预报', 1],
    ])
    const [first] = misses
    expect(first?.lastAt).toBeGreaterThan(first?.firstAt ?? 0)
    expect(await listMisses(house, 1)).toHaveLength(1)
  })

  it('counts every one of those that come at once, and forgets what is half a year old', async () => {
    await Promise.all(Array.from({ length: 8 }, () => recordMiss(house, '同时')))
    expect(await listMisses(house)).toMatchObject([{ query: '同时', times: 8 }])
    house.wait(179 * day)
    await recordMiss(house, '较新')
    await purgeMisses(house)
    expect(await database.read.count(SearchMissTable)).toBe(2)
    house.wait(2 * day)
    await purgeMisses(house)
    expect((await listMisses(house)).map(({ query }) => query)).toEqual(['较新'])
  })
})
