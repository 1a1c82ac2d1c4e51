import type { knowledgeRoutes, staffKnowledgeRoutes } from '#core/contract/knowledge.ts'
import { findArticle, viewArticle } from '#knowledge/articles/findArticle.ts'
import { listArticles, listCategories, listPublished } from '#knowledge/articles/listArticles.ts'
import { publishArticle } from '#knowledge/articles/publishArticle.ts'
import { rebuildSearchIndex } from '#knowledge/articles/rebuildSearchIndex.ts'
import { retireArticle } from '#knowledge/articles/retireArticle.ts'
import { saveArticle } from '#knowledge/articles/saveArticle.ts'
import { searchArticles, suggestArticles } from '#knowledge/articles/searchArticles.ts'
import { listMisses } from '#knowledge/articles/searchMiss.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../handlers.ts'

export const articles: Handlers<typeof knowledgeRoutes, Deps> = {
  'GET /api/article-categories': (_, deps) => listCategories(deps),
  'GET /api/articles': ({ query }, deps) => listPublished(deps, query.category),
  'GET /api/articles/:slug': async ({ params }, deps) => {
    const { keywords, ...article } = await findArticle(deps, params.slug)
    return { ...article, keywords: [...keywords] }
  },
  'GET /api/article-search': async ({ query: { q, category, page } }, deps) => {
    const wanted = { text: q, ...(category && { category }), ...(page !== undefined && { page }) }
    const { hits, ...found } = await searchArticles(deps, wanted)
    return { ...found, hits: hits.map((hit) => ({ ...hit, title: [...hit.title], snippet: [...hit.snippet] })) }
  },
  'GET /api/article-suggestions': ({ query }, deps) => suggestArticles(deps, query.q),
}

export const staffArticles: Handlers<typeof staffKnowledgeRoutes, Deps> = {
  'GET /api/staff/articles': ({ query: { state, category, page } }, deps) =>
    listArticles(deps, { ...(state && { state }), ...(category && { category }), ...(page !== undefined && { page }) }),
  'GET /api/staff/articles/:articleId': async ({ params }, deps) => {
    const { versions, ...article } = await viewArticle(deps, params.articleId)
    return {
      ...article,
      versions: versions.map(({ keywords, ...version }) => ({ ...version, keywords: [...keywords] })),
    }
  },
  'PUT /api/staff/articles/:articleId': ({ actor, params, body }, deps) =>
    saveArticle(deps, actor, { id: params.articleId, ...body }),
  'POST /api/staff/articles/:articleId/publication': ({ actor, params, body }, deps) =>
    publishArticle(deps, actor, { articleId: params.articleId, version: body.version }),
  'POST /api/staff/articles/:articleId/retirement': ({ actor, params }, deps) =>
    retireArticle(deps, actor, params.articleId),
  'GET /api/staff/search-misses': ({ query }, deps) => listMisses(deps, query.limit),
  'POST /api/staff/search-index/rebuild': async (_, deps) => ({ documents: await rebuildSearchIndex(deps) }),
}
