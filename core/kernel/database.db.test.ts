import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyUrl } from '#test/databases.ts'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import { EffectTable, kernelSchema, recordEffect } from '#test/kernel/kernelSchema.ts'
import { type Database, lockOne, openDatabase, type Transaction } from './database.ts'
import { StartError } from './startError.ts'

const at = 1_790_000_000_000
const rollBack = async (work: Promise<unknown>) => expect(work).rejects.toThrow('rolled back')

describe.each(kernelDatabases)('a transaction on $kind', ({ open, migratedUrl }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const about = async () => (await database.read.find(EffectTable)).map((effect) => effect.about).toSorted()
  const failing = (tx: Transaction) =>
    recordEffect(tx, 'a', 'failed', at).then(() => Promise.reject(new Error('rolled back')))

  it('keeps what was committed when those beside it roll back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) =>
        database.transaction(async (tx) => {
          await recordEffect(tx, 'a', String(i), at)
          await setTimeout(i % 3)
          if (i % 2) throw new Error('rolled back')
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(15)
    expect(await about()).toEqual(Array.from({ length: 15 }, (_, i) => String(i * 2)).toSorted())
  })

  it('resolves to what its work does', async () => {
    expect(await database.transaction(async () => 42)).toBe(42)
  })

  it('sees what it has written itself, and shows others nothing of it before it commits', async () => {
    const written = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const running = database.transaction(async (tx) => {
      await recordEffect(tx, 'a', '1', at)
      expect(await tx.countBy(EffectTable, {})).toBe(1)
      written.resolve()
      await go.promise
    })
    await written.promise
    expect(await about()).toEqual([])
    go.resolve()
    await running
    expect(await about()).toEqual(['1'])
  })

  it('refuses another one inside, and reads beside it', async () => {
    await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toThrow(
      'inside a transaction',
    )
    await expect(database.transaction(() => database.read.countBy(EffectTable, {}))).rejects.toThrow(
      'inside a transaction',
    )
    // A promise that was begun inside is inside, too.
    await expect(database.transaction(() => setTimeout(1).then(about))).rejects.toThrow('inside a transaction')
    expect(await about()).toEqual([])
  })

  it('tells of every commit of this process, and of nothing else', async () => {
    let commits = 0
    const stop = database.onCommit(() => commits++)
    await database.transaction((tx) => recordEffect(tx, 'a', '1', at))
    await rollBack(database.transaction(failing))
    expect(commits).toBe(1)
    stop()
    await database.transaction((tx) => recordEffect(tx, 'a', '2', at))
    expect(commits).toBe(1)
  })

  it('keeps others from changing what it has locked', async () => {
    await database.transaction((tx) => tx.insert(EffectTable, { id: 'counter', doer: '', about: '', at: 0 }))
    const addOne = () =>
      database.transaction(async (tx) => {
        const row = await lockOne(tx, EffectTable, { id: 'counter' })
        await setTimeout(1)
        await tx.update(EffectTable, { id: 'counter' }, { at: (row?.at ?? Number.NaN) + 1 })
      })
    await Promise.all(Array.from({ length: 20 }, addOne))
    expect(await database.read.findOneByOrFail(EffectTable, { id: 'counter' })).toMatchObject({ at: 20 })
  })

  it('is waited for when the database is closed', async () => {
    const url = await migratedUrl()
    const closing = await openDatabase(url, kernelSchema)
    const running = Array.from({ length: 3 }, (_, i) =>
      closing.transaction(async (tx) => {
        await setTimeout(30)
        await recordEffect(tx, 'a', String(i), at)
        await setTimeout(30)
      }),
    )
    await setTimeout(10)
    await closing.close()
    await Promise.all(running)
    const again = await openDatabase(url, kernelSchema)
    expect(await again.read.countBy(EffectTable, {})).toBe(3)
    await again.close()
  })
})

describe('a transaction on mariadb', () => {
  const [, mariadb] = kernelDatabases

  it('is run again when it deadlocks with another', async () => {
    const database = await mariadb?.open()
    if (!database) throw new Error('no mariadb')
    await database.transaction(async (tx) => {
      for (const doer of ['a', 'b']) await recordEffect(tx, doer, '', at)
    })
    const bothHold = Promise.withResolvers<void>()
    let runs = 0
    let held = 0
    const inOrder = (first: string, second: string) =>
      database.transaction(async (tx) => {
        runs++
        const add = (doer: string) =>
          tx.query('update effect set about = concat(about, ?) where doer = ?', [first, doer])
        await add(first)
        if (++held === 2) bothHold.resolve()
        await bothHold.promise
        await add(second)
      })
    await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')])
    expect(runs).toBe(3)
    const effects = await database.read.find(EffectTable)
    expect(effects.map((effect) => [...effect.about].toSorted().join(''))).toEqual(['ab', 'ab'])
    await database.close()
  })

  it.each([
    ['of nothing that listens', 'mysql://root:hunter2@127.0.0.1:9/hub', 'nothing answers at its host and port'],
    ['of a host that there is not', 'mysql://root:hunter2@no-such-host.invalid/hub', 'its host is not known'],
    ['of a database that there is not', 'none', 'there is no database of that name'],
    ['with a password that is refused', 'refused', 'user or password are refused'],
    ['of another kind', 'postgres://root:hunter2@localhost/hub', 'not a database address'],
  ])('is never begun at an address %s', async (_, given, sentence) => {
    const server = new URL(await emptyUrl('mariadb'))
    if (given === 'none') server.pathname = '/no_such_database'
    if (given === 'refused') server.password = 'hunter2'
    const opening = openDatabase(given.includes(':') ? given : server.href, kernelSchema)
    await expect(opening).rejects.toBeInstanceOf(StartError)
    await expect(opening).rejects.toThrow(sentence)
    await expect(opening).rejects.not.toThrow('hunter2')
  })
})

describe('a SQLite file', () => {
  const [sqlite] = kernelDatabases
  const newUrl = async () => (await sqlite?.migratedUrl()) ?? ''
  const fileOf = (url: string) => url.slice('sqlite:'.length)

  it('serves one process: a second one is told, and may come when the first has gone', async () => {
    const url = await newUrl()
    const database = await openDatabase(url, kernelSchema)
    const worker = join(import.meta.dirname, '../../test/processes/outboxWorker.ts')
    const order = { databaseUrl: url, prefix: '', laterMs: 0, sentFile: '' }
    const run = async () => {
      const second = spawn(process.execPath, [worker, JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'pipe'] })
      const [said, [code]] = await Promise.all([text(second.stderr), once(second, 'exit')])
      return { said, code }
    }
    const refused = await run()
    expect(refused.said).toContain('Another process has this database open')
    expect(refused.code).not.toBe(0)
    await database.close()
    expect(await run()).toEqual({ said: '', code: 0 })
  })

  it('lets the event loop turn between transactions', async () => {
    const database = await openDatabase(await newUrl(), kernelSchema)
    let turns = 0
    let running = true
    const turn = () => {
      turns++
      if (running) setImmediate(turn)
    }
    setImmediate(turn)
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => database.transaction((tx) => recordEffect(tx, 'a', `${i}`, at))),
    )
    running = false
    expect(turns).toBeGreaterThanOrEqual(190)
    await database.close()
  })

  it('cannot be written to by what only reads', async () => {
    const database = await openDatabase(await newUrl(), kernelSchema)
    await expect(database.read.query(`delete from effect`)).rejects.toThrow('readonly')
    await database.close()
  })

  it.each([
    ['in the middle', (file: string) => overwrite(file, 4_096 * 3, 4_096)],
    ['at the beginning', (file: string) => overwrite(file, 0, 64)],
    ['altogether', (file: string) => writeFileSync(file, 'this is a letter, not a database. '.repeat(200))],
  ])('that is damaged %s keeps the process from starting, and is left as it is', async (_, damage) => {
    const url = await newUrl()
    const database = await openDatabase(url, kernelSchema)
    await database.transaction(async (tx) => {
      for (let i = 0; i < 500; i++) await recordEffect(tx, 'a', `${i}`, at)
    })
    await database.close()
    const db = new BetterSqlite(fileOf(url))
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    damage(fileOf(url))
    const bytes = readFileSync(fileOf(url))
    const opening = openDatabase(url, kernelSchema)
    await expect(opening).rejects.toBeInstanceOf(StartError)
    await expect(opening).rejects.toThrow('is damaged or not a SQLite database')
    expect(readFileSync(fileOf(url)).equals(bytes)).toBe(true)
  })

  it('is refused where no folder can be', async () => {
    await expect(openDatabase('sqlite:/dev/null/hub.db', kernelSchema)).rejects.toBeInstanceOf(StartError)
    await expect(openDatabase('sqlite:', kernelSchema)).rejects.toBeInstanceOf(StartError)
  })
})

function overwrite(file: string, start: number, length: number) {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, start, start + length)
  writeFileSync(file, bytes)
}
