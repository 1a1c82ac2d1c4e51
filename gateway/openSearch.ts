import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { createAnalyser } from '#knowledge/analysis/analyser.ts'
import { rebuildSearchIndex } from '#knowledge/articles/rebuildSearchIndex.ts'
import { seedArticles } from '#knowledge/articles/seedArticles.ts'
import { createElasticsearchEngine } from '#knowledge/elasticsearch/elasticsearchEngine.ts'
import { createEmbeddedEngine } from '#knowledge/embedded/embeddedEngine.ts'
import type { HubConfig } from './config.ts'

/**
 * The search of the knowledge base, with its index built where it is not: Elasticsearch where it is configured, else an
 * index in this process. An Elasticsearch that is away keeps nothing else from starting; searches are refused meanwhile.
 */
export async function openSearch(
  config: Pick<HubConfig, 'ELASTICSEARCH_URL' | 'HUB_MODE'>,
  { database, clock, logger }: { database: Database; clock: Clock; logger: Logger },
): Promise<SearchEngine> {
  const { ELASTICSEARCH_URL: url } = config
  const analyser = createAnalyser()
  const searchEngine = url ? createElasticsearchEngine(analyser, { url }) : createEmbeddedEngine(analyser)
  if (config.HUB_MODE === 'demo') await seedArticles({ database, clock })
  try {
    if (!(await searchEngine.health()).built) await rebuildSearchIndex({ database, searchEngine })
  } catch (error) {
    logger.error({ err: error }, 'the search index could not be built: searches are refused until it is')
  }
  return searchEngine
}
