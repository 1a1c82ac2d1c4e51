import type { Database } from '#core/kernel/database.ts'
import { type Handler, on } from '#core/kernel/delivery.ts'
import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import type { Article } from './article.ts'
import { ArticleTable, ArticleVersionTable } from './article.table.ts'
import { articlePublished, articleRetired } from './articles.events.ts'
import { documentOf } from './searchDocument.ts'

interface IndexDeps {
  database: Database
  searchEngine: SearchEngine
}

/**
 * Makes the index follow the articles. A handler puts what the database says now, not what the event said, with the
 * revision it has: in whatever sequence events come, and however often, the index ends up with the newest.
 */
export const indexArticle = (deps: IndexDeps): Handler[] => [
  on(articlePublished, 'indexPublishedArticle', { send: (change) => follow(deps, change) }),
  on(articleRetired, 'indexRetiredArticle', { send: (change) => follow(deps, change) }),
]

async function follow({ database, searchEngine }: IndexDeps, change: { articleId: string; revision: number }) {
  const article = await database.read.findOneBy(ArticleTable, { id: change.articleId })
  // A replica that has not heard of it yet: the outbox tries again.
  if (!article || article.revision < change.revision) throw new Error(`article ${change.articleId} is read too early`)
  if (article.state === 'published') await searchEngine.put([await publishedDocument(database, article)])
  else await searchEngine.remove(article.id, article.revision)
}

async function publishedDocument(database: Database, article: Article) {
  const { id: articleId, publishedVersion: version } = article
  return documentOf(
    article,
    await database.read.findOneByOrFail(ArticleVersionTable, { articleId, version: version ?? 0 }),
  )
}
