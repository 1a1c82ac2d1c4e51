import { type ArticleCategory, articleCategories, type ArticleState } from '#core/contract/knowledge.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Article } from './article.ts'

type Listed = Pick<Article, 'id' | 'slug' | 'category' | 'state' | 'version' | 'publishedVersion' | 'updatedAt'> & {
  title: string
}
const pageSize = 50

/** For staff: every article with its newest title, the latest changed first, 50 a page; `page` counts from 1. */
export async function listArticles(
  { database }: { database: Database },
  { state, category, page = 1 }: { state?: ArticleState; category?: ArticleCategory; page?: number },
): Promise<{ total: number; articles: Listed[] }> {
  const asked = Object.entries({ state, category }).flatMap(([column, value]) => (value ? [{ column, value }] : []))
  const where = ['1 = 1', ...asked.map(({ column }) => `a.${column} = ?`)].join(' and ')
  const values = asked.map(({ value }) => value)
  const [counted]: { total: number | string }[] = await database.read.query(
    `select count(*) as total from article a where ${where}`,
    values,
  )
  const found: Listed[] = await database.read.query(
    `select a.id, a.slug, a.category, a.state, a.version, a.publishedVersion, a.updatedAt, v.title
     from article a join article_version v on v.articleId = a.id and v.version = a.version
     where ${where} order by a.updatedAt desc, a.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`,
    values,
  )
  return { total: Number(counted?.total ?? 0), articles: found.map(numbered) }
}

// MySQL answers a bigint as text to a query of one's own.
const numbered = (row: Listed): Listed => ({
  ...row,
  version: Number(row.version),
  publishedVersion: row.publishedVersion === null ? null : Number(row.publishedVersion),
  updatedAt: Number(row.updatedAt),
})

/** For readers: what is published, by category and title; at most 500. */
export async function listPublished(
  { database }: { database: Database },
  category?: ArticleCategory,
): Promise<{ slug: string; category: ArticleCategory; title: string; summary: string }[]> {
  const found: { slug: string; category: ArticleCategory; title: string; summary: string }[] =
    await database.read.query(
      `select a.slug, a.category, v.title, v.summary
     from article a join article_version v on v.articleId = a.id and v.version = a.publishedVersion
     where a.state = 'published'${category === undefined ? '' : ' and a.category = ?'}
     order by a.category, v.title limit 500`,
      category === undefined ? [] : [category],
    )
  return found
}

/** Every category in its sequence, with how many articles are published in it. */
export async function listCategories({
  database,
}: {
  database: Database
}): Promise<{ category: ArticleCategory; name: string; articles: number }[]> {
  const counted: { category: string; articles: number | string }[] = await database.read.query(
    `select category, count(*) as articles from article where state = 'published' group by category`,
  )
  const counts = new Map(counted.map(({ category, articles }) => [category, Number(articles)]))
  return (Object.keys(articleCategories) as ArticleCategory[]).map((category) => ({
    category,
    name: articleCategories[category],
    articles: counts.get(category) ?? 0,
  }))
}
