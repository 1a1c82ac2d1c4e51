import type { Database } from '#core/kernel/database.ts'
import type { Handler } from '#core/kernel/delivery.ts'
import { newId } from '#core/kernel/id.ts'
import { deliver, dueDeliveries, fanOut } from '#core/kernel/outbox.ts'
import { publishArticle } from '#knowledge/articles/publishArticle.ts'
import { type ArticleDraft, saveArticle } from '#knowledge/articles/saveArticle.ts'

export const writer = { kind: 'staff', id: 'writer-1' } as const
const start = Date.UTC(2026, 10, 24)

/** A database with whoever writes in it, and a clock that goes on a second whenever it is looked at. */
export function createArticleHouse(database: Database) {
  let now = start
  const clock = () => (now += 1_000)
  const deps = { database, clock }

  const draft = (slug: string, more: Partial<ArticleDraft> = {}): ArticleDraft => ({
    id: newId(start),
    slug,
    category: 'service',
    title: `${slug} 的标题`,
    summary: '摘要',
    body: '第一段。\n\n- 一\n- 二',
    keywords: ['关键词'],
    baseVersion: 0,
    ...more,
  })

  async function publishNew(slug: string, more: Partial<ArticleDraft> = {}) {
    const article = await saveArticle(deps, writer, draft(slug, more))
    return publishArticle(deps, writer, { articleId: article.id, version: article.version })
  }

  /** Hands every event to its handlers, once; resolves to how many have done with it. */
  async function deliverAll(handlers: readonly Handler[]): Promise<number> {
    const outbox = { database, clock, handlers }
    while ((await fanOut(outbox)) > 0);
    return deliver(outbox, await dueDeliveries(outbox))
  }

  return { ...deps, draft, publishNew, deliverAll, wait: (ms: number) => void (now += ms) }
}
