import type { ArticleCategory } from '#core/contract/knowledge.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { Article, ArticleContent, ArticleVersion } from './article.ts'
import { ArticleTable, ArticleVersionTable } from './article.table.ts'
import { articleChanged, articleSlugFixed, articleSlugTaken, articleUnknown } from './articles.errors.ts'
import { articlePublished } from './articles.events.ts'

export interface ArticleDraft extends ArticleContent {
  /** Chosen by whoever writes, so that saving twice is saving once. */
  id: string
  slug: string
  category: ArticleCategory
  /** The version that it was written from; 0 for a new article. */
  baseVersion: number
}

/**
 * Saves a new version, which nobody reads before it is published; a change of category holds at once.
 * @throws DomainError `article.changed` when somebody else has saved meanwhile, `article.slugTaken`,
 * `article.slugFixed`, `article.unknown`
 */
export function saveArticle(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  draft: ArticleDraft,
): Promise<Article> {
  return database.transaction((tx) => saveDraft(tx, actor, draft, clock()))
}

/** A step. */
export async function saveDraft(tx: Transaction, actor: Actor, draft: ArticleDraft, now: number): Promise<Article> {
  const { id, slug, category, baseVersion } = draft
  const before = await lockOne(tx, ArticleTable, { id })
  if (!before && baseVersion > 0) throw articleUnknown()
  if (before && before.slug !== slug) throw articleSlugFixed(before.slug)
  if (before && before.version !== baseVersion) {
    if (before.version === baseVersion + 1 && (await isRepeated(tx, actor, draft))) return before
    throw articleChanged(before.version)
  }
  const article = before ? await addVersion(tx, before, category, now) : await addArticle(tx, draft, now)
  await insertRows(tx, ArticleVersionTable, [versionOf(draft, article.version, actor, now)])
  const details = { slug, version: article.version }
  await recordAudit(tx, actor, { action: 'article.saved', subject: { kind: 'article', id }, details }, now)
  return article
}

async function addArticle(tx: Transaction, { id, slug, category }: ArticleDraft, now: number): Promise<Article> {
  const times = { createdAt: now, updatedAt: now }
  const article: Article = {
    id,
    slug,
    category,
    state: 'draft',
    version: 1,
    publishedVersion: null,
    revision: 1,
    ...times,
  }
  if (!(await insertIfAbsent(tx, ArticleTable, article))) throw articleSlugTaken()
  return article
}

async function addVersion(tx: Transaction, before: Article, category: ArticleCategory, now: number): Promise<Article> {
  const moved = before.category !== category
  const changes = { category, version: before.version + 1, revision: before.revision + (moved ? 1 : 0), updatedAt: now }
  await tx.update(ArticleTable, { id: before.id }, changes)
  const article = { ...before, ...changes }
  if (moved && article.state === 'published') {
    await publish(tx, articlePublished, { articleId: article.id, revision: article.revision }, now)
  }
  return article
}

const versionOf = (draft: ArticleDraft, version: number, { id: author }: Actor, now: number): ArticleVersion => {
  const { id: articleId, title, summary, body, keywords } = draft
  return { id: newId(now), articleId, version, title, summary, body, keywords, author, createdAt: now }
}

/** Whether the newest version is this very draft of this very person, sent a second time. */
async function isRepeated(tx: Transaction, { id: author }: Actor, draft: ArticleDraft): Promise<boolean> {
  const { id: articleId, baseVersion, title, summary, body, keywords, category } = draft
  const saved = await tx.findOneBy(ArticleVersionTable, { articleId, version: baseVersion + 1, author })
  const article = await tx.findOneBy(ArticleTable, { id: articleId, category })
  return (
    saved?.title === title &&
    saved.summary === summary &&
    saved.body === body &&
    JSON.stringify(saved.keywords) === JSON.stringify(keywords) &&
    article !== null
  )
}
