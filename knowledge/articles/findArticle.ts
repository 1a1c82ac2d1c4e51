import type { Database } from '#core/kernel/database.ts'
import type { Article, ArticleContent, ArticleVersion } from './article.ts'
import { ArticleTable, ArticleVersionTable } from './article.table.ts'
import { articleUnknown } from './articles.errors.ts'

export interface PublishedArticle extends ArticleContent, Pick<Article, 'slug' | 'category'> {
  /** When this version was written. */
  updatedAt: number
}

/** What readers see. @throws DomainError `article.unknown` also for one that is not published */
export async function findArticle({ database }: { database: Database }, slug: string): Promise<PublishedArticle> {
  const article = await database.read.findOneBy(ArticleTable, { slug, state: 'published' })
  if (!article || article.publishedVersion === null) throw articleUnknown()
  const { id: articleId, publishedVersion: version, category } = article
  const written = await database.read.findOneByOrFail(ArticleVersionTable, { articleId, version })
  const { title, summary, body, keywords, createdAt: updatedAt } = written
  return { slug, category, title, summary, body, keywords, updatedAt }
}

/** What staff see, with its newest 50 versions, newest first. @throws DomainError `article.unknown` */
export async function viewArticle(
  { database }: { database: Database },
  articleId: string,
): Promise<Article & { versions: ArticleVersion[] }> {
  const article = await database.read.findOneBy(ArticleTable, { id: articleId })
  if (!article) throw articleUnknown()
  const newest = { where: { articleId }, order: { version: 'desc' as const }, take: 50 }
  return { ...article, versions: await database.read.find(ArticleVersionTable, newest) }
}
