import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { SearchDocument, SearchEngine } from '#core/knowledge/searchEngine.ts'
import { seedDocuments } from './judgeEngine.ts'

export async function* batchesOf(...batches: (readonly SearchDocument[])[]) {
  for (const batch of batches) yield await Promise.resolve(batch)
}

const textOf = (segments: readonly { text: string }[]) => segments.map(({ text }) => text).join('')
const marked = (segments: readonly { text: string; marked: boolean }[]) =>
  segments.filter((segment) => segment.marked).map(({ text }) => text)

const pump: SearchDocument = {
  id: 'pump',
  version: 1,
  category: 'quality',
  title: '凤凰泵站夜间试运行',
  summary: '试运行三天，请留意。',
  body: '凤凰泵站将在夜间试运行。',
  keywords: ['凤凰泵站'],
}

/** What every search engine does. `open` gives one that nobody else uses, and in which nothing was built. */
export function searchEngineContract(open: () => Promise<SearchEngine>): void {
  const filled = async (documents = seedDocuments) => {
    const engine = await open()
    await engine.rebuild(batchesOf(documents))
    return engine
  }
  const search = (
    engine: SearchEngine,
    text: string,
    more: { category?: string; page?: number; pageSize?: number } = {},
  ) => engine.search({ text, page: 1, pageSize: 10, ...more })
  const idsOf = async (engine: SearchEngine, text: string) => (await search(engine, text)).hits.map(({ id }) => id)
  /** What was put is found within about a second. */
  const patience = { timeout: 5_000, interval: 50 }

  it('says so when no index was built, rather than finding nothing', async () => {
    const engine = await open()
    expect(await engine.health()).toEqual({ built: false, documents: 0 })
    for (const text of ['停水', '😀']) {
      await expect(search(engine, text)).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'search.unavailable',
        data: { reason: 'notBuilt' },
      })
    }
    await expect(engine.suggest('停水', 5)).rejects.toMatchObject({ code: 'search.unavailable' })
    expect(await engine.rebuild(batchesOf())).toBe(0)
    expect(await engine.health()).toEqual({ built: true, documents: 0 })
    expect(await search(engine, '停水')).toEqual({ total: 0, hits: [] })
  })

  it('finds by words, by what means the same, by sound, by pinyin and by initials', async () => {
    const engine = await filled()
    expect(await engine.health()).toEqual({ built: true, documents: seedDocuments.length })
    for (const text of [
      '停水通知',
      '听水通知',
      'tingshuitongzhi',
      'ting shui tong zhi',
      'tinshuitonzhi',
      'tstz',
      '停水公告',
    ]) {
      expect((await idsOf(engine, text))[0], text).toBe('outage-notices')
    }
    expect((await idsOf(engine, '滞纳金'))[0]).toBe('late-fee')
  })

  it('marks in title and snippet what was found, as pieces that are the text itself', async () => {
    const engine = await filled()
    const [hit] = (await search(engine, '违约金')).hits
    expect(hit).toMatchObject({ id: 'late-fee', version: 1, category: 'billing' })
    expect(textOf(hit?.title ?? [])).toBe('水费违约金怎样计算，能不能减免')
    expect(marked(hit?.title ?? [])).toEqual(['违约金'])
    expect(marked(hit?.snippet ?? [])).toContain('违约金')
    expect(hit?.score).toBeGreaterThan(0)
    const [byPinyin] = (await search(engine, 'weiyuejin')).hits
    expect(marked(byPinyin?.title ?? [])).toEqual(['违约金'])
  })

  it('hands texts on as they are, markup and all, and marks around it', async () => {
    const title = '<b>凤凰</b>泵站 & <script>alert(1)</script>'
    const engine = await filled([{ ...pump, title, keywords: ['"引号"', "' or 1=1 --"] }])
    const [hit] = (await search(engine, '凤凰泵站')).hits
    expect(textOf(hit?.title ?? [])).toBe(title)
    expect(marked(hit?.title ?? [])).toEqual(['凤凰', '泵站'])
  })

  it('keeps to a category, and to pages that do not overlap', async () => {
    const engine = await filled()
    const all = await search(engine, '水费', { pageSize: 100 })
    expect(all.total).toBe(all.hits.length)
    expect(all.total).toBeGreaterThan(10)
    const pages = [1, 2, 3, 4].map((page) => search(engine, '水费', { page, pageSize: 5 }))
    const paged = (await Promise.all(pages)).flatMap(({ hits }) => hits.map(({ id }) => id))
    expect(paged).toEqual(all.hits.slice(0, 20).map(({ id }) => id))
    const { hits } = await search(engine, '水费', { category: 'billing', pageSize: 100 })
    expect(new Set(hits.map(({ category }) => category))).toEqual(new Set(['billing']))
    expect(await search(engine, '水费', { page: 50 })).toEqual({ total: all.total, hits: [] })
  })

  it('finds nothing for what says nothing, and survives whatever is typed', async () => {
    const engine = await filled()
    const nothing = ['', '   ', '😀🚰', '，。！？…—', '?*"()[]{}', '\u0000\u001F\n', 'zzqxxvkj', '\uD83D']
    for (const text of nothing) expect(await search(engine, text), JSON.stringify(text)).toEqual({ total: 0, hits: [] })
    const odd = [
      '停水'.repeat(1_000),
      'tingshui'.repeat(250),
      '* OR title:* AND _exists_:body',
      '{"match_all":{}}',
      "'; drop table article; --",
      '<img src=x onerror=alert(1)>停水',
      '停水\u0000通知\t\uFFFF',
      '１２３４５６ ＴＩＮＧＳＨＵＩ',
      '\u202E停水',
    ]
    for (const text of odd) {
      const { total, hits } = await search(engine, text)
      expect(total, text.slice(0, 40)).toBeGreaterThanOrEqual(hits.length)
      await engine.suggest(text, 5)
    }
    expect((await idsOf(engine, '停水'.repeat(1_000))).slice(0, 2).toSorted()).toEqual(['no-water', 'outage-notices'])
    expect(await engine.suggest('😀', 5)).toEqual([])
    expect(await engine.suggest('', 5)).toEqual([])
  })

  it('takes a sound that fits for an error where most of them fit, and for chance where few do', async () => {
    const engine = await filled([pump])
    expect(await idsOf(engine, '风黄本站')).toEqual(['pump'])
    expect(await idsOf(engine, '本站方向盘颜色')).toEqual([])
  })

  it('suggests phrases by their beginning in Chinese, pinyin and initials, one for an article', async () => {
    const engine = await filled()
    for (const prefix of ['阶梯', '阶梯水', 'jietis', 'JieTi', 'jtsj']) {
      const suggestions = await engine.suggest(prefix, 5)
      expect(suggestions.find(({ id }) => id === 'water-tiers')?.phrase, prefix).toContain('阶梯水价')
      expect(new Set(suggestions.map(({ id }) => id)).size).toBe(suggestions.length)
    }
    expect(await engine.suggest('tsdh', 5)).toContainEqual({ id: 'hotline', phrase: '投诉电话' })
    expect((await engine.suggest('水', 3)).length).toBe(3)
    expect(await engine.suggest('凤凰', 5)).toEqual([])
  })

  it('follows what is put, changed and removed', async () => {
    const engine = await filled()
    await engine.put([pump])
    await expect.poll(() => idsOf(engine, '凤凰泵站'), patience).toEqual(['pump'])
    await engine.put([{ ...pump, version: 2, title: '麒麟泵站', body: '麒麟泵站', keywords: [], category: 'outage' }])
    await expect.poll(() => idsOf(engine, '麒麟'), patience).toEqual(['pump'])
    expect(await idsOf(engine, '凤凰')).toEqual([])
    expect((await search(engine, '麒麟', { category: 'outage' })).hits[0]?.version).toBe(2)
    await engine.remove('pump', 3)
    await expect.poll(() => idsOf(engine, '麒麟'), patience).toEqual([])
    await expect.poll(() => engine.suggest('麒麟', 5), patience).toEqual([])
    expect((await engine.health()).documents).toBe(seedDocuments.length)
  })

  it('does not let what comes late undo what is newer', async () => {
    const engine = await filled([])
    await engine.put([{ ...pump, version: 5 }])
    await engine.put([{ ...pump, version: 4, title: '旧的麒麟', keywords: ['麒麟'] }])
    await engine.remove('pump', 3)
    await expect.poll(() => idsOf(engine, '凤凰泵站'), patience).toEqual(['pump'])
    expect(await idsOf(engine, '麒麟')).toEqual([])
    await engine.remove('pump', 6)
    await engine.put([{ ...pump, version: 5 }])
    await setTimeout(1_200)
    expect(await idsOf(engine, '凤凰泵站')).toEqual([])
    await engine.put([{ ...pump, version: 6 }])
    await expect.poll(() => idsOf(engine, '凤凰泵站'), patience).toEqual(['pump'])
  })

  it('is searched in the old index until the new one is whole', async () => {
    const engine = await filled([pump])
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    async function* slowly() {
      begun.resolve()
      yield seedDocuments.slice(0, 10)
      await gate.promise
      yield seedDocuments.slice(10)
    }
    const rebuilding = engine.rebuild(slowly())
    await begun.promise
    await setTimeout(100)
    expect(await idsOf(engine, '凤凰泵站')).toEqual(['pump'])
    expect(await idsOf(engine, '停水通知')).toEqual([])
    gate.resolve()
    expect(await rebuilding).toBe(seedDocuments.length)
    expect(await idsOf(engine, '凤凰泵站')).toEqual([])
    expect((await idsOf(engine, '停水通知'))[0]).toBe('outage-notices')
  })

  it('has in the new index what was put and removed while it was built', async () => {
    const engine = await filled([pump])
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    async function* slowly() {
      begun.resolve()
      yield [pump]
      await gate.promise
      yield seedDocuments
    }
    const rebuilding = engine.rebuild(slowly())
    await begun.promise
    await setTimeout(100)
    const added = { ...pump, id: 'added', title: '麒麟水厂', keywords: ['麒麟水厂'], body: '麒麟水厂' }
    const [early] = seedDocuments
    if (!early) throw new Error('there are no seeds')
    await engine.put([added])
    await engine.remove('pump', 2)
    await engine.remove(early.id, 2)
    await expect.poll(() => idsOf(engine, '麒麟水厂'), patience).toEqual(['added'])
    gate.resolve()
    await rebuilding
    expect(await idsOf(engine, '麒麟水厂')).toEqual(['added'])
    expect(await idsOf(engine, '凤凰泵站')).toEqual([])
    expect(await idsOf(engine, '停水通知')).not.toContain(early.id)
  })

  it('leaves the index as it is when a rebuild fails, and lets the later of two rebuilds win', async () => {
    const engine = await filled([pump])
    async function* failing() {
      yield seedDocuments.slice(0, 5)
      await Promise.reject(new Error('the database is gone'))
    }
    await expect(engine.rebuild(failing())).rejects.toThrow('the database is gone')
    expect(await idsOf(engine, '凤凰泵站')).toEqual(['pump'])
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    async function* overtaken() {
      begun.resolve()
      yield [pump]
      await gate.promise
      yield [pump]
    }
    const first = Promise.allSettled([engine.rebuild(overtaken())])
    await begun.promise
    await engine.rebuild(batchesOf(seedDocuments))
    gate.resolve()
    const refusal = { kind: 'conflict', code: 'search.rebuildOvertaken' }
    expect(await first).toMatchObject([{ status: 'rejected', reason: refusal }])
    expect((await idsOf(engine, '停水通知'))[0]).toBe('outage-notices')
    expect((await engine.health()).documents).toBe(seedDocuments.length)
  })
}
