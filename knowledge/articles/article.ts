import type { ArticleCategory, ArticleState } from '#core/contract/knowledge.ts'

export interface Article {
  id: string
  /** Its part of an address; never changes. */
  slug: string
  category: ArticleCategory
  state: ArticleState
  /** The newest version, from 1; readers see `publishedVersion`. */
  version: number
  /** Kept when it is retired; null before it was first published. */
  publishedVersion: number | null
  /** Grows by every change of what readers find: publication, retirement, another category. */
  revision: number
  createdAt: number
  updatedAt: number
}

export interface ArticleContent {
  title: string
  summary: string
  /** Plain text: blank lines part paragraphs, `- ` begins an item, `## ` a heading. */
  body: string
  keywords: readonly string[]
}

/** What was written once; never changes. */
export interface ArticleVersion extends ArticleContent {
  id: string
  articleId: string
  version: number
  /** Id of the member of staff; `seed` of what the hub brought along. */
  author: string
  createdAt: number
}

/** What people searched for in vain, however often. */
export interface SearchMiss {
  id: string
  /** In its normal form, long numbers masked: it might be somebody's telephone. */
  query: string
  times: number
  firstAt: number
  lastAt: number
}
