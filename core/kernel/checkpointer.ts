import { Worker } from 'node:worker_threads'
import type BetterSqlite from 'better-sqlite3'

/** Puts what SQLite's log holds back into the file, away from the event loop. */
export interface Checkpointer {
  /** After every commit; costs microseconds. */
  committed(): void
  /** Before a transaction: what there is to wait for where the log has become long; undefined where it has not. */
  room(): Promise<void> | undefined
  /** Before the last connection is closed, which does what is left. */
  close(): Promise<void>
}

/** Pages of four kilobytes in the log: from so many on they are put back, and so many it has at most. */
const manyPages = 1_000
const mostPages = 8_000

const usualProgram = new URL('checkpointThread.ts', import.meta.url)

/**
 * SQLite by itself checkpoints in the commit that makes the log long, and the event loop waits for the disk three times
 * over. `writer` is the only connection that writes. Its thread starts when there is something to do for the first time;
 * where that fails, SQLite does it by itself again. `program` is what the thread runs.
 */
export function createCheckpointer(
  writer: BetterSqlite.Database,
  file: string,
  program: URL = usualProgram,
): Checkpointer {
  writer.pragma('wal_autocheckpoint = 0')
  const look = writer.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(NOOP)')
  let thread: Worker | undefined
  let running: PromiseWithResolvers<void> | undefined
  let full = false
  let failed = false

  function start(): Worker {
    // Not what this process was started with, nor its environment: secrets lie there.
    const started = new Worker(program, { workerData: file, execArgv: [], env: {}, name: 'checkpoints' })
    started.unref()
    started.on('message', done)
    started.once('error', fail)
    started.once('exit', fail)
    return started
  }

  function done() {
    running?.resolve()
    running = undefined
  }

  function fail() {
    failed = true
    if (writer.open) writer.pragma(`wal_autocheckpoint = ${manyPages}`)
    done()
  }

  return {
    committed() {
      if (failed) return
      // It refuses where a transaction could not even be rolled back: that is for the next one to say.
      if (!writer.open || writer.inTransaction) return
      const { log, checkpointed } = look.get() ?? { log: 0, checkpointed: 0 }
      full = log >= mostPages
      if (running || (!full && log - checkpointed < manyPages)) return
      running = Promise.withResolvers()
      thread ??= start()
      thread.postMessage('checkpoint', [])
    },
    room: () => (full ? running?.promise : undefined),
    async close() {
      await running?.promise
      if (!thread || failed) return
      const ended = Promise.withResolvers<void>()
      thread.once('exit', () => ended.resolve())
      thread.ref()
      thread.postMessage('close', [])
      await ended.promise
    },
  }
}
