import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import { code, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Article, ArticleVersion, SearchMiss } from './article.ts'

/** At most 65,535 bytes on MySQL. */
const longText = { type: 'text' } satisfies EntitySchemaColumnOptions

export const ArticleTable = new EntitySchema<Article>({
  name: 'article',
  columns: {
    id,
    slug: code,
    category: code,
    state: code,
    version: integer,
    publishedVersion: optional(integer),
    revision: integer,
    createdAt: integer,
    updatedAt: integer,
  },
  uniques: [{ name: 'article_slug', columns: ['slug'] }],
  indices: [
    { name: 'article_state', columns: ['state', 'category'] },
    { name: 'article_updated', columns: ['updatedAt'] },
  ],
})

export const ArticleVersionTable = new EntitySchema<ArticleVersion>({
  name: 'article_version',
  columns: {
    id,
    articleId: refTo('article_version', 'articleId', 'article'),
    version: integer,
    title: text,
    summary: text,
    body: longText,
    keywords: json,
    author: code,
    createdAt: integer,
  },
  uniques: [{ name: 'article_version_once', columns: ['articleId', 'version'] }],
})

export const SearchMissTable = new EntitySchema<SearchMiss>({
  name: 'search_miss',
  columns: { id, query: code, times: integer, firstAt: integer, lastAt: integer },
  uniques: [{ name: 'search_miss_query', columns: ['query'] }],
  indices: [{ name: 'search_miss_last', columns: ['lastAt'] }],
})

export const knowledgeTables = [ArticleTable, ArticleVersionTable, SearchMissTable]
