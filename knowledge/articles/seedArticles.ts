import { system } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ArticleTable } from './article.table.ts'
import { publishVersion } from './publishArticle.ts'
import { saveDraft } from './saveArticle.ts'
import { articleSeeds } from './seed/articleSeeds.ts'

/**
 * Publishes the articles that the hub brings along, where there are none of their names: what staff have changed or
 * retired stays as it is. Resolves to how many were added.
 */
export async function seedArticles({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  const actor = system('seed')
  let added = 0
  for (const seed of articleSeeds) {
    const isNew = await database.transaction(async (tx) => {
      const now = clock()
      if (await tx.existsBy(ArticleTable, { slug: seed.slug })) return false
      const { id, version } = await saveDraft(tx, actor, { ...seed, id: newId(now), baseVersion: 0 }, now)
      await publishVersion(tx, actor, { articleId: id, version }, now)
      return true
    })
    if (isNew) added++
  }
  return added
}
