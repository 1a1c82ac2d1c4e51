import { errors } from '@elastic/elasticsearch'
import { DomainError } from '#core/kernel/domainError.ts'
import { searchUnavailable } from '#core/knowledge/search.errors.ts'

/** Whether Elasticsearch has answered, and said no. */
export const isRefusal = (error: unknown): boolean => error instanceof errors.ResponseError

/** Whether Elasticsearch has answered that there is no such index or alias. */
export const isMissing = (error: unknown): boolean => error instanceof errors.ResponseError && error.statusCode === 404

/**
 * Asks Elasticsearch; whatever keeps it from answering is the engine's being unavailable, and what it refuses because
 * of us is an error.
 * @throws DomainError `search.unavailable`
 */
export async function reach<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DomainError) throw error
    if (isMissing(error)) throw searchUnavailable('notBuilt')
    if (error instanceof errors.ResponseError && (error.statusCode ?? 0) < 500 && error.statusCode !== 429) throw error
    if (error instanceof errors.ElasticsearchClientError) throw searchUnavailable(`${error.name}: ${error.message}`)
    throw error
  }
}
