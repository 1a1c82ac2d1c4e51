import type { Database } from '#core/kernel/database.ts'
import type { SearchDocument, SearchEngine } from '#core/knowledge/searchEngine.ts'
import type { Article, ArticleContent } from './article.ts'
import { documentOf } from './searchDocument.ts'

const batch = 100

/**
 * Builds the search index anew from everything that is published, while searches go on in the old one. At the start of
 * a process: when `searchEngine.health()` says that none is built. Resolves to how many documents are in it.
 * @throws DomainError `search.unavailable`, `search.rebuildOvertaken`
 */
export function rebuildSearchIndex({
  database,
  searchEngine,
}: {
  database: Database
  searchEngine: SearchEngine
}): Promise<number> {
  return searchEngine.rebuild(published(database))
}

async function* published(database: Database): AsyncGenerator<SearchDocument[]> {
  for (let after = ''; ;) {
    const found: (Pick<Article, 'id' | 'category' | 'revision'> &
      Omit<ArticleContent, 'keywords'> & { keywords: string })[] = await database.read.query(
      `select a.id, a.category, a.revision, v.title, v.summary, v.body, v.keywords
         from article a join article_version v on v.articleId = a.id and v.version = a.publishedVersion
         where a.state = 'published' and a.id > ? order by a.id limit ${batch}`,
      [after],
    )
    const last = found.at(-1)
    if (!last) return
    yield found.map(({ revision, keywords, ...article }) =>
      documentOf(
        { ...article, revision: Number(revision) },
        { ...article, keywords: JSON.parse(keywords) as string[] },
      ),
    )
    after = last.id
  }
}
