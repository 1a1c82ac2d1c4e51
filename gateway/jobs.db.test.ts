import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { migratedUrl, openAt } from '#test/databases.ts'
import { morningOf } from '#test/household.ts'
import { openTestBlobStore } from '#test/uploads/testBlobStore.ts'
import { createJobs } from './jobs.ts'

const now = morningOf('2026-11-23')
const clock = () => now
let database: Database
let files: Awaited<ReturnType<typeof openTestBlobStore>>

beforeAll(async () => {
  database = await openAt(await migratedUrl('sqlite'))
  files = await openTestBlobStore(clock)
})
afterAll(async () => {
  await database.close()
  await files.remove()
})

const jobs = () =>
  createJobs({
    database,
    clock,
    numbers: createNumbers({ database, clock }),
    channels: new Map(),
    sms: { send: async () => undefined },
    blobStore: files.blobStore,
    taxPlatform: null,
    logger: createLogger('silent'),
  })

it('every job has a name of its own', () => {
  const names = jobs().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

it.each([
  ['payments.poll', 5_000],
  ['partners.purgeNonces', 600_000],
  ['uploads.purge', 600_000],
])('%s goes on all day, %i ms after its last end', async (name, pause) => {
  const job = jobs().find((candidate) => candidate.name === name)
  const [row] = job?.plan?.(now) ?? []
  const context = { jobKey: row?.jobKey ?? '', clock, renew: async () => true, signal: new AbortController().signal }
  expect(await job?.run(null, context)).toEqual({ againAt: now + pause })
})
