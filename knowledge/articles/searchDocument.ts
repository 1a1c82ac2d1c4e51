import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import type { Article, ArticleContent } from './article.ts'

/** An article as an engine gets it; its version there is the article's revision. */
export const documentOf = (
  { id, revision, category }: Pick<Article, 'id' | 'revision' | 'category'>,
  { title, summary, body, keywords }: ArticleContent,
): SearchDocument => ({ id, version: revision, category, title, summary, body, keywords })
