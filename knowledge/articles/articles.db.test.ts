import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { EventTable } from '#core/kernel/event.ts'
import { createArticleHouse, writer } from '#test/knowledge/articleHouse.ts'
import { knowledgeDatabases } from '#test/knowledge/knowledgeDatabases.ts'
import { ArticleTable, ArticleVersionTable } from './article.table.ts'
import { findArticle, viewArticle } from './findArticle.ts'
import { listArticles, listCategories, listPublished } from './listArticles.ts'
import { publishArticle } from './publishArticle.ts'
import { retireArticle } from './retireArticle.ts'
import { saveArticle } from './saveArticle.ts'
import { articleSeeds } from './seed/articleSeeds.ts'
import { seedArticles } from './seedArticles.ts'

describe.each(knowledgeDatabases)('articles on $kind', ({ open }) => {
  let database: Database
  let house: ReturnType<typeof createArticleHouse>

  beforeEach(async () => {
    database = await open()
    house = createArticleHouse(database)
  })
  afterEach(() => database.close())

  const topics = async () => (await database.read.find(EventTable, { order: { createdAt: 'asc' } })).map((e) => e.topic)
  const refused = (code: string) => ({ code })

  it('are written as drafts, which nobody reads before they are published', async () => {
    const draft = house.draft('frost')
    const saved = await saveArticle(house, writer, draft)
    expect(saved).toMatchObject({ state: 'draft', version: 1, publishedVersion: null })
    await expect(findArticle(house, 'frost')).rejects.toMatchObject(refused('article.unknown'))
    expect(await topics()).toEqual([])
    await publishArticle(house, writer, { articleId: draft.id, version: 1 })
    const { title, summary, body, keywords } = draft
    expect(await findArticle(house, 'frost')).toMatchObject({
      slug: 'frost',
      category: 'service',
      title,
      summary,
      body,
      keywords,
    })
    expect(await topics()).toEqual(['article.published'])
    const acts = await database.read.find(AuditTable, { order: { at: 'asc' } })
    expect(acts.map(({ action, actorId, subjectId }) => [action, actorId, subjectId])).toEqual([
      ['article.saved', 'writer-1', draft.id],
      ['article.published', 'writer-1', draft.id],
    ])
  })

  it('keep the published version while a new one is written, and may go back to an older', async () => {
    const { id } = await house.publishNew('frost', { title: '旧' })
    await saveArticle(house, writer, house.draft('frost', { id, title: '新', baseVersion: 1 }))
    expect((await findArticle(house, 'frost')).title).toBe('旧')
    await publishArticle(house, writer, { articleId: id, version: 2 })
    expect((await findArticle(house, 'frost')).title).toBe('新')
    await publishArticle(house, writer, { articleId: id, version: 1 })
    expect((await findArticle(house, 'frost')).title).toBe('旧')
    const { versions, version, publishedVersion, revision } = await viewArticle(house, id)
    expect({ version, publishedVersion, revision }).toEqual({ version: 2, publishedVersion: 1, revision: 4 })
    expect(versions.map((one) => [one.version, one.title, one.author])).toEqual([
      [2, '新', 'writer-1'],
      [1, '旧', 'writer-1'],
    ])
    await expect(publishArticle(house, writer, { articleId: id, version: 3 })).rejects.toMatchObject({
      code: 'article.versionUnknown',
      data: { version: 3 },
    })
  })

  it('are not overwritten by whoever did not see the newest version', async () => {
    const { id } = await house.publishNew('frost')
    const colleague = { kind: 'staff', id: 'writer-2' } as const
    const mine = house.draft('frost', { id, title: '我的', baseVersion: 1 })
    const theirs = house.draft('frost', { id, title: '同事的', baseVersion: 1 })
    const outcomes = await Promise.allSettled([saveArticle(house, writer, mine), saveArticle(house, colleague, theirs)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'article.changed', data: { version: 2 } },
    })
    expect(await database.read.countBy(ArticleVersionTable, { articleId: id })).toBe(2)
  })

  it('are saved once when the same is sent twice', async () => {
    const draft = house.draft('frost')
    const first = await saveArticle(house, writer, draft)
    expect(await saveArticle(house, writer, draft)).toEqual(first)
    await expect(saveArticle(house, writer, { ...draft, body: '别的' })).rejects.toMatchObject(
      refused('article.changed'),
    )
    expect(await database.read.count(ArticleVersionTable)).toBe(1)
  })

  it('have a name of their own, which stays', async () => {
    const { id } = await house.publishNew('frost')
    await expect(saveArticle(house, writer, house.draft('frost'))).rejects.toMatchObject(refused('article.slugTaken'))
    const renamed = house.draft('winter', { id, baseVersion: 1 })
    await expect(saveArticle(house, writer, renamed)).rejects.toMatchObject(refused('article.slugFixed'))
    const nowhere = house.draft('nowhere', { baseVersion: 3 })
    await expect(saveArticle(house, writer, nowhere)).rejects.toMatchObject(refused('article.unknown'))
    expect(await database.read.count(ArticleTable)).toBe(1)
  })

  it('are retired, and come back when they are published again', async () => {
    const { id } = await house.publishNew('frost')
    const retired = await retireArticle(house, writer, id)
    expect(retired).toMatchObject({ state: 'retired', publishedVersion: 1, revision: 3 })
    expect(await retireArticle(house, writer, id)).toEqual(retired)
    await expect(findArticle(house, 'frost')).rejects.toMatchObject(refused('article.unknown'))
    await publishArticle(house, writer, { articleId: id, version: 1 })
    expect((await findArticle(house, 'frost')).slug).toBe('frost')
    expect(await topics()).toEqual(['article.published', 'article.retired', 'article.published'])
    const draft = await saveArticle(house, writer, house.draft('draft'))
    await expect(retireArticle(house, writer, draft.id)).rejects.toMatchObject(refused('article.notPublished'))
    await expect(retireArticle(house, writer, house.draft('x').id)).rejects.toMatchObject(refused('article.unknown'))
  })

  it('tell the index when a published one moves to another category', async () => {
    const { id } = await house.publishNew('frost')
    await saveArticle(house, writer, house.draft('frost', { id, category: 'outage', baseVersion: 1 }))
    expect(await topics()).toEqual(['article.published', 'article.published'])
    expect((await findArticle(house, 'frost')).category).toBe('outage')
  })

  it('are listed for staff with their newest titles and for readers with the published ones', async () => {
    const { id } = await house.publishNew('frost', { title: '防冻', category: 'outage' })
    await house.publishNew('hotline', { title: '热线' })
    await saveArticle(house, writer, house.draft('later', { title: '以后再说' }))
    await saveArticle(house, writer, house.draft('frost', { id, title: '防冻新', category: 'outage', baseVersion: 1 }))
    const { total, articles } = await listArticles(house, {})
    expect(total).toBe(3)
    expect(articles.map(({ title, state }) => [title, state])).toEqual([
      ['防冻新', 'published'],
      ['以后再说', 'draft'],
      ['热线', 'published'],
    ])
    expect(articles[0]).toMatchObject({ id, version: 2, publishedVersion: 1 })
    expect(await listArticles(house, { state: 'published', category: 'outage' })).toMatchObject({ total: 1 })
    expect(await listArticles(house, { page: 2 })).toEqual({ total: 3, articles: [] })
    expect((await listPublished(house)).map(({ title }) => title)).toEqual(['防冻', '热线'])
    expect((await listPublished(house, 'outage')).map(({ slug }) => slug)).toEqual(['frost'])
    const counts = await listCategories(house)
    expect(counts).toContainEqual({ category: 'outage', name: '停水与抢修', articles: 1 })
    expect(counts).toContainEqual({ category: 'quality', name: '水质', articles: 0 })
  })

  it('come with the hub, thirty of them, and only where there are none of their names', async () => {
    expect(await seedArticles(house)).toBe(articleSeeds.length)
    expect(articleSeeds).toHaveLength(30)
    expect(await listPublished(house)).toHaveLength(30)
    const frost = await database.read.findOneByOrFail(ArticleTable, { slug: 'frost-protection' })
    const changed = house.draft(frost.slug, { id: frost.id, title: '改过的', baseVersion: 1 })
    await saveArticle(house, writer, changed)
    await retireArticle(house, writer, frost.id)
    expect(await seedArticles(house)).toBe(0)
    expect(await database.read.findOneBy(ArticleTable, { id: frost.id })).toMatchObject({
      version: 2,
      state: 'retired',
    })
  })
})
