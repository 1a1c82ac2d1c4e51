import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCheckpointer } from './checkpointer.ts'

const page = 4_096

describe('checkpoints', () => {
  let folder: string
  let db: BetterSqlite.Database
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-checkpoints-'))
    db = new BetterSqlite(join(folder, 'a.db'))
    db.pragma('journal_mode = WAL')
    db.exec('create table note (text blob)')
  })
  afterEach(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })

  const write = (pages: number) =>
    db.transaction(() => {
      for (let index = 0; index < pages; index++) db.prepare('insert into note values (?)').run(Buffer.alloc(page))
    })()
  const log = () => db.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(NOOP)').get()

  it('leave a short log alone, and put a longer one back while nobody waits', async () => {
    const checkpointer = createCheckpointer(db, db.name)
    write(500)
    checkpointer.committed()
    await setTimeout(50)
    expect(log()?.checkpointed).toBe(0)
    write(1_000)
    checkpointer.committed()
    expect(checkpointer.room()).toBeUndefined()
    await expect.poll(() => log()?.checkpointed).toBeGreaterThan(1_500)
    await checkpointer.close()
  })

  it('keep the log short however much is written: the next transaction waits, and the log begins anew', async () => {
    const checkpointer = createCheckpointer(db, db.name)
    let longest = 0
    let waited = 0
    for (let round = 0; round < 40; round++) {
      const room = checkpointer.room()
      if (room) waited++
      await room
      write(500)
      checkpointer.committed()
      longest = Math.max(longest, log()?.log ?? 0)
    }
    expect(waited).toBeGreaterThan(0)
    expect(longest).toBeLessThan(10_000)
    await checkpointer.close()
    expect(db.prepare('select count(*) from note').pluck().get()).toBe(20_000)
  })

  it('are SQLite’s own again where the thread fails', async () => {
    const program = join(folder, 'broken.mjs')
    writeFileSync(program, 'throw new Error("no thread")')
    const checkpointer = createCheckpointer(db, db.name, pathToFileURL(program))
    write(9_000)
    checkpointer.committed()
    await checkpointer.room()
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(1_000)
    write(10)
    expect(log()?.checkpointed).toBeGreaterThan(9_000)
    checkpointer.committed()
    expect(checkpointer.room()).toBeUndefined()
    await checkpointer.close()
  })
})
