import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import type { Article } from './article.ts'
import { ArticleTable } from './article.table.ts'
import { articleUnknown, articleVersionUnknown } from './articles.errors.ts'
import { articlePublished } from './articles.events.ts'

/**
 * Lets everybody read a version, be it the newest or an earlier one. Again, it changes nothing.
 * @throws DomainError `article.unknown`, `article.versionUnknown`
 */
export function publishArticle(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: { articleId: string; version: number },
): Promise<Article> {
  return database.transaction((tx) => publishVersion(tx, actor, wanted, clock()))
}

/** A step. */
export async function publishVersion(
  tx: Transaction,
  actor: Actor,
  { articleId, version }: { articleId: string; version: number },
  now: number,
): Promise<Article> {
  const before = await lockOne(tx, ArticleTable, { id: articleId })
  if (!before) throw articleUnknown()
  if (version < 1 || version > before.version) throw articleVersionUnknown(version)
  if (before.state === 'published' && before.publishedVersion === version) return before
  const changes = {
    state: 'published' as const,
    publishedVersion: version,
    revision: before.revision + 1,
    updatedAt: now,
  }
  await tx.update(ArticleTable, { id: articleId }, changes)
  await publish(tx, articlePublished, { articleId, revision: changes.revision }, now)
  const subject = { kind: 'article', id: articleId }
  const details = { slug: before.slug, version }
  await recordAudit(tx, actor, { action: 'article.published', subject, details }, now)
  return { ...before, ...changes }
}
