import { Client } from '@elastic/elasticsearch'
import { rebuildOvertaken, searchUnavailable } from '#core/knowledge/search.errors.ts'
import type { SearchDocument, SearchEngine } from '#core/knowledge/searchEngine.ts'
import type { Analyser } from '../analysis/analyser.ts'
import { hitOf } from '../analysis/hit.ts'
import { suggestionPrefix } from '../analysis/suggestionKeys.ts'
import { aliasesOf, beginNext, finishNext, indicesOf, isNext } from './aliases.ts'
import { type IndexedDocument, phraseOf, removed, toIndexed } from './indexDefinition.ts'
import { reach } from './reach.ts'
import { searchQuery, suggestRequest } from './searchRequest.ts'

export interface ElasticsearchOptions {
  /** `http://host:9200`, with name and password where the cluster asks for them. */
  url: string
  /** The alias under which the index is known; other hubs on the cluster have others. */
  name?: string
  /** Of a search, before the engine counts as unavailable; what is written has six times as long. */
  timeoutMs?: number
}

/** Elasticsearch 8 without any plug-in: segmentation and pinyin are done here, it gets terms. */
export function createElasticsearchEngine(
  analyser: Analyser,
  { url, name = 'hub-articles', timeoutMs = 5_000 }: ElasticsearchOptions,
): SearchEngine {
  const client = new Client({ node: url, requestTimeout: timeoutMs, maxRetries: 1 })
  /** For what nobody sits and waits for. */
  const patient = client.child({ requestTimeout: timeoutMs * 6 })
  const aliases = aliasesOf(name)

  const entryOf = (document: SearchDocument): Entry => {
    const { id, version } = document
    return { id, version, content: toIndexed(document, analyser) }
  }

  async function write(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    // First the one that is being filled: should it take over in between, the second write reaches it.
    await bulk(patient, aliases.next, entries)
    await bulk(patient, aliases.current, entries)
  }

  return {
    put: (documents) => reach(() => write(documents.map(entryOf))),
    remove: (id, version) => reach(() => write([{ id, version, content: removed }])),
    search: ({ text, category, page, pageSize }) =>
      reach(async () => {
        const plan = analyser.query(text)
        const query = searchQuery(plan, category)
        if (!query) {
          await requireBuilt(client, aliases.current)
          return { total: 0, hits: [] }
        }
        const { hits } = await client.search<IndexedDocument>({
          index: aliases.current,
          query,
          from: (page - 1) * pageSize,
          size: pageSize,
          track_total_hits: true,
          _source: ['source'],
        })
        const total = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0)
        return {
          total,
          hits: hits.hits.flatMap(({ _source, _score }) =>
            _source?.source ? [hitOf(_source.source, _score ?? 0, plan)] : [],
          ),
        }
      }),
    suggest: (typed, limit) =>
      reach(async () => {
        const prefix = suggestionPrefix(typed)
        if (prefix === '') return []
        const { suggest } = await client.search<IndexedDocument>({
          index: aliases.current,
          _source: false,
          suggest: suggestRequest(prefix, limit),
        })
        const options = suggest?.['phrases']?.flatMap((entry) => entry.options) ?? []
        return (options as { _id: string; text: string }[]).map(({ _id, text }) => ({
          id: _id,
          phrase: phraseOf(text),
        }))
      }),
    rebuild: (documents) =>
      reach(async () => {
        const index = `${name}-${crypto.randomUUID()}`
        await beginNext(patient, aliases, index)
        let count = 0
        for await (const batch of documents) {
          if (batch.length === 0) continue
          // An index that a later rebuild takes away in the middle of it fails in many ways.
          await bulk(patient, aliases.next, batch.map(entryOf)).catch(async (error: unknown) => {
            throw (await isNext(patient, aliases, index)) ? error : rebuildOvertaken()
          })
          count += batch.length
        }
        await finishNext(patient, aliases, index)
        return count
      }),
    health: () =>
      reach(async () => {
        if ((await indicesOf(client, aliases.current)).length === 0) return { built: false, documents: 0 }
        const { count } = await client.count({ index: aliases.current, query: { term: { live: true } } })
        return { built: true, documents: count }
      }),
    close: () => client.close(),
  }
}

interface Entry {
  id: string
  version: number
  content: IndexedDocument
}

async function requireBuilt(client: Client, alias: string) {
  if ((await indicesOf(client, alias)).length === 0) throw searchUnavailable('notBuilt')
}

/** Writes to the alias's index, where it has one; what is older than what is there changes nothing. */
async function bulk(client: Client, alias: string, entries: readonly Entry[]): Promise<void> {
  const operations = entries.flatMap(({ id, version, content }) => [
    { index: { _id: id, version, version_type: 'external_gte' as const } },
    content,
  ])
  const { items } = await client.bulk({ index: alias, require_alias: true, operations })
  for (const { index } of items) {
    // 404: there is no such alias now. 409: a newer one is there.
    const { error, status } = index ?? {}
    if (!error || status === 409 || status === 404) continue
    throw searchUnavailable(`${error.type}: ${error.reason}`)
  }
}
