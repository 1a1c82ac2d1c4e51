import type { ArticleState } from '#core/contract/knowledge.ts'
import type { RouteKey } from '../../hub/hub.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import type { Tone } from '../../look/Line.tsx'

export const staffArticlesKey = 'GET /api/staff/articles'
export const staffArticleKey = 'GET /api/staff/articles/:articleId'
export type ListedArticle = Answer<typeof staffArticlesKey>['articles'][number]
export type StaffArticle = Answer<typeof staffArticleKey>

/** What is asked anew when an article was saved, published or retired. */
export const articleKeys = [
  staffArticlesKey,
  staffArticleKey,
  'GET /api/articles',
  'GET /api/articles/:slug',
  'GET /api/article-search',
  'GET /api/article-categories',
] as const satisfies readonly RouteKey[]

type Versions = Pick<ListedArticle, 'state' | 'version' | 'publishedVersion'>

const states: Record<ArticleState, string> = { draft: '草稿', published: '已发布', retired: '已下架' }

/** A published article of which a newer version waits for review is said to. */
export const hasUnpublished = ({ version, publishedVersion }: Versions) =>
  publishedVersion !== null && version > publishedVersion

export const stateWord = (article: Versions): string =>
  article.state === 'published' && hasUnpublished(article) ? '已发布，有待审核的修改' : states[article.state]

export const stateTone = (article: Versions): Tone | 'quiet' => {
  if (article.state === 'retired') return 'quiet'
  return article.state === 'draft' || hasUnpublished(article) ? 'warning' : 'success'
}
