import type { ArticleCategory } from '#core/contract/knowledge.ts'

/** An article that a new hub brings along. */
export interface SeedArticle {
  slug: string
  category: ArticleCategory
  title: string
  summary: string
  body: string
  keywords: readonly string[]
}
