import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant, line } from './fields.ts'
import { queryInt } from './query.ts'
import type { Contract } from './route.ts'

/** What articles are sorted by, in the sequence in which people see it. */
export const articleCategories = {
  outage: '停水与抢修',
  quality: '水质',
  billing: '水费与水价',
  payment: '缴费与发票',
  account: '户号与业务办理',
  meter: '水表与抄表',
  service: '服务与节水',
} as const
export type ArticleCategory = keyof typeof articleCategories
export const ArticleCategory = z.enum(Object.keys(articleCategories) as [ArticleCategory, ...ArticleCategory[]])

export const ArticleState = z.enum(['draft', 'published', 'retired'])
export type ArticleState = z.output<typeof ArticleState>

/** Part of an article's address: it never changes. */
export const Slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '只能用小写字母、数字和连字符')

/** Many pages of one query are nobody's reading. */
const page = queryInt(1, 20).optional()
const versionNumber = z.int().min(1)

/** One text in pieces; those that are marked are what the query found. */
export const MarkedText = z
  .array(z.object({ text: z.string(), marked: z.boolean() }))
  .meta({ id: 'MarkedText', description: 'plain text in pieces, never HTML' })

export const ArticleHit = z
  .object({ slug: Slug, category: ArticleCategory, title: MarkedText, snippet: MarkedText })
  .meta({ id: 'ArticleHit' })

const articleFields = { slug: Slug, category: ArticleCategory, title: z.string(), summary: z.string() }
export const ArticleSummary = z.object(articleFields).meta({ id: 'ArticleSummary' })
export const PublishedArticle = z
  .object({ ...articleFields, body: z.string(), keywords: z.array(z.string()), updatedAt: Instant })
  .meta({
    id: 'PublishedArticle',
    description: 'its body is plain text with blank lines, `- ` lists and `## ` headings',
  })

export const knowledgeRoutes = {
  'GET /api/article-categories': {
    audience: 'public',
    tag: 'articles',
    summary: 'The categories of articles, and how many are published in each',
    answer: z.array(
      z.object({ category: ArticleCategory, name: z.string(), articles: z.int() }).meta({ id: 'CategoryCount' }),
    ),
  },
  'GET /api/articles': {
    audience: 'public',
    summary: 'Published articles, by category and title',
    query: z.object({ category: ArticleCategory.optional() }),
    answer: z.array(ArticleSummary),
  },
  'GET /api/articles/:slug': {
    audience: 'public',
    summary: 'One published article',
    params: z.object({ slug: Slug }),
    answer: PublishedArticle,
    refusals: ['article.unknown'],
  },
  'GET /api/article-search': {
    audience: 'public',
    tag: 'articles',
    summary: 'Search published articles; pinyin, initials and typing errors are understood',
    query: z.object({ q: line(200), category: ArticleCategory.optional(), page }),
    answer: z
      .object({ total: z.int(), page: z.int(), pageSize: z.int(), hits: z.array(ArticleHit) })
      .meta({ id: 'ArticleSearchResult' }),
    refusals: ['search.unavailable'],
    rateLimit: { most: 120, perMs: 60_000, by: 'address' },
  },
  'GET /api/article-suggestions': {
    audience: 'public',
    tag: 'articles',
    summary: 'How a query that is being typed may go on',
    query: z.object({ q: line(50) }),
    answer: z.array(z.object({ phrase: z.string(), slug: Slug }).meta({ id: 'ArticleSuggestion' })),
    refusals: ['search.unavailable'],
    rateLimit: { most: 600, perMs: 60_000, by: 'address' },
  },
} satisfies Contract

export const ArticleContent = z
  .strictObject({
    category: ArticleCategory,
    title: line(100),
    summary: line(200),
    body: z.string().trim().min(1).max(20_000),
    keywords: z.array(line(30)).max(30),
  })
  .meta({ id: 'ArticleContent' })

export const SavedArticle = z
  .object({
    id: Id,
    slug: Slug,
    state: ArticleState,
    version: versionNumber,
    publishedVersion: versionNumber.nullable(),
  })
  .meta({ id: 'SavedArticle' })

export const StaffArticle = z
  .object({
    ...SavedArticle.shape,
    category: ArticleCategory,
    createdAt: Instant,
    updatedAt: Instant,
    versions: z.array(
      z.object({
        version: versionNumber,
        title: z.string(),
        summary: z.string(),
        body: z.string(),
        keywords: z.array(z.string()),
        author: z.string(),
        createdAt: Instant,
      }),
    ),
  })
  .meta({ id: 'StaffArticle' })

const articleParams = z.object({ articleId: Id })

export const staffKnowledgeRoutes = {
  'GET /api/staff/articles': {
    audience: 'staff',
    permission: 'article.write',
    summary: 'All articles with their newest titles, the latest changed first, 50 a page',
    query: z.object({
      state: ArticleState.optional(),
      category: ArticleCategory.optional(),
      page: queryInt(1, 1_000).optional(),
    }),
    answer: z
      .object({
        total: z.int(),
        articles: z.array(
          z
            .object({ ...SavedArticle.shape, category: ArticleCategory, title: z.string(), updatedAt: Instant })
            .meta({ id: 'ListedArticle' }),
        ),
      })
      .meta({ id: 'ListedArticles' }),
  },
  'GET /api/staff/articles/:articleId': {
    audience: 'staff',
    permission: 'article.write',
    summary: 'One article with its newest 50 versions, newest first',
    params: articleParams,
    answer: StaffArticle,
    refusals: ['article.unknown'],
  },
  'PUT /api/staff/articles/:articleId': {
    audience: 'staff',
    permission: 'article.write',
    summary: 'Save a new version; `baseVersion` is the one it was written from, 0 for a new article',
    params: articleParams,
    body: z.strictObject({ slug: Slug, baseVersion: z.int().min(0), ...ArticleContent.shape }),
    answer: SavedArticle,
    refusals: ['article.changed', 'article.slugTaken', 'article.slugFixed', 'article.unknown'],
    idempotent: true,
  },
  'POST /api/staff/articles/:articleId/publication': {
    audience: 'staff',
    permission: 'article.publish',
    summary: 'Let everybody read a version',
    params: articleParams,
    body: z.strictObject({ version: versionNumber }),
    answer: SavedArticle,
    refusals: ['article.unknown', 'article.versionUnknown'],
    idempotent: true,
  },
  'POST /api/staff/articles/:articleId/retirement': {
    audience: 'staff',
    permission: 'article.publish',
    summary: 'Let nobody read it any more; it may be published again',
    params: articleParams,
    answer: SavedArticle,
    refusals: ['article.unknown', 'article.notPublished'],
    idempotent: true,
  },
  'GET /api/staff/search-misses': {
    audience: 'staff',
    permission: 'article.write',
    summary: 'What people searched for and did not find, the most frequent first',
    query: z.object({ limit: queryInt(1, 200).optional() }),
    answer: z.array(
      z
        .object({ query: z.string(), times: z.int(), firstAt: Instant, lastAt: Instant })
        .meta({ id: 'SearchMiss', description: 'long numbers in the query are masked' }),
    ),
  },
  'POST /api/staff/search-index/rebuild': {
    audience: 'staff',
    permission: 'article.publish',
    summary: 'Build the search index anew while searches go on',
    answer: z.object({ documents: z.int() }).meta({ id: 'SearchIndexBuilt' }),
    refusals: ['search.unavailable', 'search.rebuildOvertaken'],
    rateLimit: { most: 6, perMs: 60_000, by: 'principal' },
  },
} satisfies Contract
