import type { Coordination } from './coordination.ts'
import type { Database } from './database.ts'
import type { Logger } from './logger.ts'

const channel = 'committed'

interface Deps {
  database: Database
  coordination: Coordination
  logger: Logger
}

/**
 * Tells the processes that `hearCommits` of every commit of this one. While one is being told, all that follow are told
 * together. What is not told is found by whoever looks now and then.
 */
export function tellCommits({ database, coordination, logger }: Deps): () => void {
  let telling = false
  let untold = false
  async function tell() {
    untold = true
    if (telling) return
    telling = true
    while (untold) {
      untold = false
      await coordination
        .publish(channel, null)
        .catch((error: unknown) => logger.debug({ err: error }, 'a commit could not be told'))
    }
    telling = false
  }
  return database.onCommit(() => void tell())
}

/**
 * What waits for commits of this process hears those of others, too. Nobody does both: what one does about a commit of
 * the other's would be told back to it.
 */
export const hearCommits = ({ database, coordination }: Pick<Deps, 'database' | 'coordination'>) =>
  coordination.subscribe(channel, () => database.noteCommit())
