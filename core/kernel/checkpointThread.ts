import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'

// The thread that puts a log back into its database, as far as nobody has to wait for it.

const db = new BetterSqlite(String(workerData))
db.pragma('synchronous = FULL')
// Closing would begin where this connection is not the last: the writer does that.
db.pragma('wal_autocheckpoint = 0')

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'checkpoint') {
    db.pragma('wal_checkpoint(PASSIVE)')
    return parentPort?.postMessage('done', [])
  }
  db.close()
  parentPort?.close()
})
