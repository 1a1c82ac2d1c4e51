import type { ArticleCategory } from '#core/contract/knowledge.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { SearchEngine, Segment } from '#core/knowledge/searchEngine.ts'
import { recordMiss } from './searchMiss.ts'

export interface FoundArticle {
  slug: string
  category: ArticleCategory
  title: readonly Segment[]
  snippet: readonly Segment[]
}
interface SearchDeps {
  database: Database
  clock: Clock
  searchEngine: SearchEngine
}

export const articlesPerPage = 10

/**
 * Searches what is published; `page` counts from 1. What is found nowhere is written down, for those who write.
 * @throws DomainError `search.unavailable`: nothing else answers in the engine's place
 */
export async function searchArticles(
  deps: SearchDeps,
  { text, category, page = 1 }: { text: string; category?: ArticleCategory; page?: number },
): Promise<{ total: number; page: number; pageSize: number; hits: FoundArticle[] }> {
  const wanted = { text, page, pageSize: articlesPerPage, ...(category !== undefined && { category }) }
  const { total, hits } = await deps.searchEngine.search(wanted)
  if (total === 0 && category === undefined) await recordMiss(deps, text)
  const published = await publishedAmong(
    deps.database,
    hits.map(({ id }) => id),
  )
  return {
    total,
    page,
    pageSize: articlesPerPage,
    hits: hits.flatMap(({ id, title, snippet }) => {
      const article = published.get(id)
      return article ? [{ ...article, title, snippet }] : []
    }),
  }
}

/** How what somebody is typing may go on. @throws DomainError `search.unavailable` */
export async function suggestArticles(
  { database, searchEngine }: Omit<SearchDeps, 'clock'>,
  prefix: string,
): Promise<{ phrase: string; slug: string }[]> {
  const suggestions = await searchEngine.suggest(prefix, 8)
  const published = await publishedAmong(
    database,
    suggestions.map(({ id }) => id),
  )
  return suggestions.flatMap(({ id, phrase }) => {
    const article = published.get(id)
    return article ? [{ phrase, slug: article.slug }] : []
  })
}

/** The index follows the articles at a little distance: what was retired just now is not shown any more. */
async function publishedAmong(database: Database, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { slug: string; category: ArticleCategory }>()
  const articles: { id: string; slug: string; category: ArticleCategory }[] = await database.read.query(
    `select id, slug, category from article where state = 'published' and id in ${placeholders(ids)}`,
    [...ids],
  )
  return new Map(articles.map(({ id, slug, category }) => [id, { slug, category }]))
}
