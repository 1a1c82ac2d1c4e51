import { code, creating, id, integer, json, optional, ref, table, text } from '#core/kernel/migration.ts'

export const Knowledge1700000000101 = creating('Knowledge1700000000101', [
  table({
    name: 'article',
    columns: [
      id,
      code('slug'),
      code('category'),
      code('state'),
      integer('version'),
      optional(integer('publishedVersion')),
      integer('revision'),
      integer('createdAt'),
      integer('updatedAt'),
    ],
    uniques: { article_slug: ['slug'] },
    indices: { article_state: ['state', 'category'], article_updated: ['updatedAt'] },
  }),
  table({
    name: 'article_version',
    columns: [
      id,
      ref('articleId'),
      integer('version'),
      text('title'),
      text('summary'),
      { name: 'body', type: 'text' },
      json('keywords'),
      code('author'),
      integer('createdAt'),
    ],
    uniques: { article_version_once: ['articleId', 'version'] },
    references: { articleId: 'article' },
  }),
  table({
    name: 'search_miss',
    columns: [id, code('query'), integer('times'), integer('firstAt'), integer('lastAt')],
    uniques: { search_miss_query: ['query'] },
    indices: { search_miss_last: ['lastAt'] },
  }),
])
