import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import type { Article } from './article.ts'
import { ArticleTable } from './article.table.ts'
import { articleNotPublished, articleUnknown } from './articles.errors.ts'
import { articleRetired } from './articles.events.ts'

/**
 * Takes an article away from readers; its versions stay, and it may be published again. Again, it changes nothing.
 * @throws DomainError `article.unknown`, `article.notPublished`
 */
export function retireArticle(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  articleId: string,
): Promise<Article> {
  return database.transaction(async (tx) => {
    const now = clock()
    const before = await lockOne(tx, ArticleTable, { id: articleId })
    if (!before) throw articleUnknown()
    if (before.state === 'retired') return before
    if (before.state === 'draft') throw articleNotPublished()
    const changes = { state: 'retired' as const, revision: before.revision + 1, updatedAt: now }
    await tx.update(ArticleTable, { id: articleId }, changes)
    await publish(tx, articleRetired, { articleId, revision: changes.revision }, now)
    const subject = { kind: 'article', id: articleId }
    await recordAudit(tx, actor, { action: 'article.retired', subject, details: { slug: before.slug } }, now)
    return { ...before, ...changes }
  })
}
