import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import { EventTable } from '#core/kernel/event.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { UploadTable } from '#core/uploads/upload.table.ts'
import { databases, emptyUrl, migratedUrl } from '#test/databases.ts'
import { until } from '#test/kernel/until.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { createMoneyHouse } from '#test/money/moneyHouse.ts'
import { productionSettings } from '#test/production/productionSettings.ts'
import type { ClerkOrder } from '#test/processes/busyClerk.ts'
import { ended, startProcess } from '#test/processes/spawned.ts'
import { hubSchema } from '../schema.ts'
import { Manifest } from './manifest.ts'

const program = join(import.meta.dirname, 'main.ts')
const dataKey = Buffer.alloc(32, 7).toString('base64')
const homes = 6
/** Enough for a copy that is not made in one go. */
const padding = { rows: 400, bytes: 50_000 }

describe.each(databases)('a back-up of a hub that works on $kind', { timeout: 180_000 }, ({ kind }) => {
  let folder: string
  let settings: Record<string, string>
  let manifest: Manifest
  let bookedMeanwhile: number
  let made: { code: number | null; output: string; error: string }
  const backup = () => join(folder, 'backup')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-backup-test-'))
    const DATABASE_URL = await migratedUrl(kind)
    settings = { ...(await productionSettings(folder)), DATABASE_URL, DATA_KEY: dataKey, PATH: '/usr/bin:/bin' }
    const filesDir = join(folder, 'data/files')
    const order = { databaseUrl: DATABASE_URL, filesDir, dataKey, homes: await furnish(DATABASE_URL) }
    const clerk = await startProcess('busyClerk.ts', order satisfies ClerkOrder)
    const done = watch(clerk)
    await until(() => done.money >= 20 && done.photo >= 10, 60_000)
    const before = done.money
    made = await run('backup', backup())
    bookedMeanwhile = done.money - before
    await until(() => done.money > before + bookedMeanwhile)
    clerk.kill('SIGKILL')
    await ended(clerk)
    if (made.code !== 0) throw new Error(made.error)
    manifest = Manifest.parse(JSON.parse(await readFile(join(backup(), 'manifest.json'), 'utf8')))
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function run(command: 'backup' | 'restore', where: string, change: Record<string, string> = {}) {
    const child = spawn(process.execPath, [program, command, where], { env: { ...settings, ...change } })
    const [output, error] = [child.stdout, child.stderr].map((stream) => buffer(stream))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, output: String(await output), error: String(await error) }
  }
  const target = async () => {
    const DATA_DIR = await mkdtemp(join(folder, 'target-'))
    return { DATA_DIR, DATABASE_URL: await emptyUrl(kind) }
  }

  it('is put back elsewhere: the rows of one moment, books that balance, and every file that they name', async () => {
    expect(bookedMeanwhile).toBeGreaterThan(0)
    expect(made.output).toContain('Keep DATA_KEY apart')
    expect(made.error).toContain('100 %')
    const place = await target()
    const restored = await run('restore', backup(), place)
    expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('the books balance') })
    expect(manifest.database.rows['receipt']).toBeGreaterThanOrEqual(20)

    const database = await openDatabase(place.DATABASE_URL, hubSchema)
    try {
      await expectSound(database)
      for (const [table, rows] of Object.entries(manifest.database.rows)) {
        expect.soft(await database.read.query(`select count(*) as held from ${table}`), table).toEqual([{ held: rows }])
      }
      const keys = { current: 'data', all: { data: Buffer.from(dataKey, 'base64') } }
      const store = await openDiskBlobStore({ folder: join(place.DATA_DIR, 'files'), keys, clock: systemClock })
      const uploads = await database.read.find(UploadTable)
      expect(uploads.length).toBeGreaterThanOrEqual(10)
      for (const { blobId, size } of uploads) {
        expect((await buffer((await store.get(blobId)).stream)).length).toBe(size)
      }
    } finally {
      await database.close()
    }
  })

  it('is put back only where there is nothing', async () => {
    expect(await run('restore', backup())).toMatchObject({ code: 1, error: expect.stringContaining('has files in it') })
    const occupied = { ...(await target()), DATABASE_URL: settings['DATABASE_URL'] ?? '' }
    expect((await run('restore', backup(), occupied)).error).toContain('database is not empty')
    expect((await run('backup', backup())).error).toContain('a folder of its own')
  })

  it('is refused where anything in it is damaged, and nothing is put back', async () => {
    const damages: Record<string, (copy: string) => Promise<void>> = {
      [`${manifest.database.file} is not what it was`]: (copy) => flipByte(join(copy, manifest.database.file)),
      'files.sha256 is not what it was': (copy) => flipByte(join(copy, 'files.sha256')),
      'is missing': async (copy) => rm(join(copy, 'files', await firstFile(copy))),
      [`${await firstFile(backup())} is not what it was`]: async (copy) =>
        flipByte(join(copy, 'files', await firstFile(copy))),
      'was not finished': (copy) => rm(join(copy, 'manifest.json')),
      'manifest.json cannot be read': (copy) => flipByte(join(copy, 'manifest.json'), 0),
    }
    for (const [sentence, damage] of Object.entries(damages)) {
      const copy = await mkdtemp(join(folder, 'damaged-'))
      await cp(backup(), copy, { recursive: true })
      await damage(copy)
      const place = await target()
      const refused = await run('restore', copy, place)
      expect.soft(refused, sentence).toMatchObject({ code: 1, error: expect.stringContaining(sentence) })
      // It may be put back from a whole one at once.
      if (sentence === 'is missing') expect((await run('restore', backup(), place)).code).toBe(0)
    }
  })

  it('is refused with another key, and on another kind of database', async () => {
    const otherKey = { DATA_KEY: Buffer.alloc(32, 8).toString('base64') }
    expect((await run('restore', backup(), { ...(await target()), ...otherKey })).error).toContain('another key')
    const DATABASE_URL = await emptyUrl(kind === 'sqlite' ? 'mariadb' : 'sqlite')
    expect((await run('restore', backup(), { ...(await target()), DATABASE_URL })).error).toContain(
      'DATABASE_URL names',
    )
  })

  it('of a newer hub is refused by an older one', async () => {
    const copy = await mkdtemp(join(folder, 'newer-'))
    await cp(backup(), copy, { recursive: true })
    const newer = { ...manifest, database: { ...manifest.database, migrations: ['Future2000000000000'] } }
    await writeFile(join(copy, 'manifest.json'), JSON.stringify(newer))
    expect((await run('restore', copy, await target())).error).toContain('newer hub')
  })
})

it('never shows the password of the database, neither in a sentence nor to other users', async () => {
  const url = new URL(await emptyUrl('mariadb'))
  url.username = 'nobody'
  url.password = 'hunter2'
  const env = { DATABASE_URL: url.href, HUB_MODE: 'production', TOKEN_SECRET: 'x'.repeat(40), DATA_KEY: dataKey }
  const child = spawn(process.execPath, [program, 'backup', '/nowhere'], { env: { ...env, PARTNER_KEY_FILE: '/none' } })
  const said = buffer(child.stderr)
  await once(child, 'close')
  expect(String(await said)).toContain('ER_ACCESS_DENIED_ERROR')
  expect(String(await said)).not.toContain('hunter2')
})

async function furnish(databaseUrl: string): Promise<ClerkOrder['homes']> {
  const database = await openDatabase(databaseUrl, hubSchema)
  try {
    const house = await createMoneyHouse(database)
    const made: { accountNumber: string; residentId: string }[] = []
    for (let index = 0; index < homes; index++) {
      const home = await house.newHome()
      await home.bill(10)
      made.push({ accountNumber: home.accountNumber, residentId: home.resident.id })
    }
    const event = () => ({
      id: newId(house.clock()),
      topic: 'test.padding',
      createdAt: house.clock(),
      fannedOutAt: null,
    })
    const payload = { text: 'padding '.repeat(padding.bytes / 8) }
    for (let left = padding.rows; left > 0; left -= 50)
      await database.transaction((tx) =>
        insertRows(
          tx,
          EventTable,
          Array.from({ length: 50 }, () => ({ ...event(), payload })),
        ),
      )
    return made
  } finally {
    await database.close()
  }
}

function watch(clerk: ChildProcess) {
  // The first line came before anybody watched.
  const done = { money: 1, photo: 0 }
  clerk.stdout?.on('data', (data: Buffer) => {
    for (const line of data.toString().split('\n')) if (line === 'money' || line === 'photo') done[line]++
  })
  return done
}

async function firstFile(backup: string): Promise<string> {
  const [line = ''] = (await readFile(join(backup, 'files.sha256'), 'utf8')).split('\n')
  return line.slice(line.indexOf('files/') + 6)
}

async function flipByte(file: string, at?: number) {
  const bytes = await readFile(file)
  const index = at ?? Math.floor(bytes.length / 2)
  bytes[index] = (bytes[index] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}
