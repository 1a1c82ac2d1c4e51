import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#core/kernel/database.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { keepVoicemail, type Message } from '#core/voicemails/keepVoicemail.ts'
import { createHousehold } from '../household.ts'
import { createStaffHouse } from '../staffHouse.ts'
import { openTestBlobStore } from '../uploads/testBlobStore.ts'

/**
 * A utility with a household of the unit `north`, an agent there, one in `south`, one at the root, and a clock that the
 * test moves.
 */
export async function createVoicemailHouse(database: Database) {
  const time = { now: startOf(businessDate('2026-11-24')) + 9 * 3_600_000 }
  const clock = () => time.now
  const { blobStore, remove } = await openTestBlobStore(clock)
  const staff = await createStaffHouse(database, clock)
  const household = await createHousehold(database)
  await database.transaction((tx) =>
    tx.query('update account set unitId = ? where id = ?', [staff.north.id, household.account.id]),
  )
  const agent = await staff.hire('agent', staff.north.id, ['agent'])
  const mate = await staff.hire('mate', staff.north.id, ['agent'])
  const southern = await staff.hire('southern', staff.south.id, ['agent'])
  const central = await staff.hire('central', staff.root.id, ['agent'])
  const numbers = createNumbers({ database, clock, block: 1 })
  const deps = { database, clock, blobStore, numbers, linkSecret: Buffer.alloc(32, 1), logger: createLogger('silent') }

  const message = (wishes: Partial<Message> = {}): Message => {
    const callId = newId(time.now)
    return {
      recording: `${callId}-1`,
      callId,
      purpose: 'voicemail',
      callerNumber: household.customer.phone,
      takenAt: time.now,
      lengthMs: 4_200,
      blobId: '0'.repeat(32),
      mediaType: 'audio/mpeg',
      playable: true,
      ...wishes,
    }
  }
  return {
    ...staff,
    time,
    deps,
    household,
    agent,
    mate,
    southern,
    central,
    message,
    keep: (wishes: Partial<Message> = {}) => keepVoicemail(deps, message(wishes)),
    remove,
  }
}
export type VoicemailHouse = Awaited<ReturnType<typeof createVoicemailHouse>>

/** A spool as the exchange has one, in a folder of its own. */
export async function createSpool() {
  const folder = await mkdtemp(join(tmpdir(), 'hub-spool-'))
  const folders = { recording: join(folder, 'recording'), offline: join(folder, 'offline') }
  for (const path of Object.values(folders)) await mkdir(path)
  return { folders, remove: () => rm(folder, { recursive: true, force: true }) }
}
