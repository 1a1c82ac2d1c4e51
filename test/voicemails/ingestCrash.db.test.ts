import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { newId } from '#core/kernel/id.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { VoicemailTable } from '#core/voicemails/voicemail.table.ts'
import { hubSchema } from '#gateway/schema.ts'
import { databases, migratedUrl } from '#test/databases.ts'
import { ended, startProcess } from '#test/processes/spawned.ts'
import type { VoicemailIngestOrder } from '#test/processes/voicemailIngest.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { createSpool } from '#test/voicemails/voicemailHouse.ts'
import { wav } from '#test/voicemails/wav.ts'

describe.each(databases)('an ingest that is killed on $kind', ({ kind }) => {
  let spool: Awaited<ReturnType<typeof createSpool>>
  let order: VoicemailIngestOrder
  beforeEach(async () => {
    spool = await createSpool()
    const url = await migratedUrl(kind)
    order = {
      url,
      files: join(fromSetup('TEST_FOLDER'), randomUUID()),
      key: randomBytes(32).toString('hex'),
      folders: spool.folders,
      purpose: 'repair',
      dieWhen: null,
    }
    const database = await openDatabase(url, hubSchema)
    await createStaffHouse(database, systemClock)
    await database.close()
  })
  afterEach(() => spool.remove())

  async function record(messages: number) {
    const names = Array.from({ length: messages }, () => `${newId(systemClock())}-1`)
    for (const name of names) await writeFile(join(spool.folders.recording, `${name}.wav`), wav({ ms: 600 }))
    return names.toSorted()
  }
  const run = async (dieWhen: VoicemailIngestOrder['dieWhen']) =>
    ended(await startProcess('voicemailIngest.ts', { ...order, dieWhen }))

  /** Each recording is one message, one work order and one sound, and nothing else is there. */
  async function expectAllOnce(names: readonly string[]) {
    const database = await openDatabase(order.url, hubSchema)
    try {
      const kept = await database.read.find(VoicemailTable)
      expect(kept.map(({ recording }) => recording).toSorted()).toEqual(names)
      const orders: { id: string }[] = await database.read.query('select id from work_order')
      expect(orders.map(({ id }) => id).toSorted()).toEqual(kept.map(({ workOrderId }) => workOrderId).toSorted())
      const audits: unknown[] = await database.read.query(`select id from audit where action = 'voicemail.kept'`)
      expect(audits).toHaveLength(names.length)
      const keys = { current: 'test', all: { test: Buffer.from(order.key, 'hex') } }
      const store = await openDiskBlobStore({ folder: order.files, keys, clock: systemClock, leftoverMs: 0 })
      for (const { blobId, lengthMs } of kept) {
        expect(lengthMs).toBeGreaterThan(500)
        expect((await buffer((await store.get(blobId)).stream)).length).toBeGreaterThan(1_000)
      }
      const files = readdirSync(order.files, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      expect(files.map(({ name }) => basename(name)).toSorted()).toEqual(kept.map(({ blobId }) => blobId).toSorted())
      expect(await readdir(spool.folders.recording)).toEqual([])
    } finally {
      await database.close()
    }
  }

  it.each(['transcoded', 'stored', 'kept'] as const)(
    'when it is %s is followed by the next, and nothing is lost or there twice',
    { timeout: 60_000 },
    async (dieWhen) => {
      const names = await record(2)
      expect(await run(dieWhen)).toBe('SIGKILL')
      expect(await readdir(spool.folders.recording)).toHaveLength(2)
      expect(await run(dieWhen)).toBe('SIGKILL')
      expect(await run(null)).toBe(0)
      await expectAllOnce(names)
    },
  )

  it('at any moment is followed by the next', { timeout: 120_000 }, async () => {
    const names = await record(8)
    for (let kills = 0; kills < 4; kills++) {
      const child = await startProcess('voicemailIngest.ts', order)
      await setTimeout(Math.random() * 1_000)
      child.kill('SIGKILL')
      await ended(child)
    }
    expect(await run(null)).toBe(0)
    await expectAllOnce(names)
  })
})
