import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { BindingTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { NoticePreferenceTable } from '#core/notices/notice.table.ts'
import { databases } from '#test/databases.ts'
import { createHousehold } from '#test/household.ts'
import { anybody, residentCaller } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'

describe.each(databases)('A resident who wants to be forgotten on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database)
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const logIn = (name: string) => anybody(hub.url)('POST /api/resident/sessions/development', { body: { name } })

  it('is: what was theirs is gone, nothing of it can be begun anew, and who comes again is somebody new', async () => {
    const { account, customer, meter, resident: neighbour } = await createHousehold(database)
    const claim = { proof: 'meterNumber' as const, accountNumber: account.number, name: customer.name }
    const body = { ...claim, meterNumber: meter.serialNumber }
    const tokens = await logIn('leaving')
    const resident = residentCaller(hub.url, tokens.accessToken)
    const { residentId } = await resident('GET /api/resident/me')
    await resident('POST /api/resident/bindings', { body })
    const preferences = { sms: false, mutedTopics: [] }
    await resident('PUT /api/resident/notice-preferences', { body: preferences })

    await resident('DELETE /api/resident/me')
    const left = async () => [
      await database.read.countBy(BindingTable, { residentId }),
      await database.read.countBy(NoticePreferenceTable, { residentId }),
    ]
    await expect.poll(left, { timeout: 30_000 }).toEqual([0, 0])
    expect(await database.read.countBy(BindingTable, { residentId: neighbour.id })).toBe(1)
    expect(await database.read.findBy(AuditTable, { action: 'account.unbound' })).toMatchObject([
      { accountId: account.id, unitId: account.unitId, actorKind: 'system' },
    ])

    // The access token holds for some minutes more.
    const unknown = { problem: { code: 'resident.unknown' } }
    expect(await resident('GET /api/resident/accounts')).toEqual([])
    await expect(resident('POST /api/resident/bindings', { body })).rejects.toMatchObject(unknown)
    const again = resident('PUT /api/resident/notice-preferences', { body: preferences })
    await expect(again).rejects.toMatchObject(unknown)
    await expect(resident('DELETE /api/resident/me')).rejects.toMatchObject(unknown)
    const { refreshToken } = tokens
    const refreshed = anybody(hub.url)('POST /api/resident/sessions/refresh', { body: { refreshToken } })
    await expect(refreshed).rejects.toMatchObject({ problem: { code: 'resident.tokenInvalid' } })
    const newcomer = residentCaller(hub.url, (await logIn('leaving')).accessToken)
    expect((await newcomer('GET /api/resident/me')).residentId).not.toBe(residentId)
    expect(await newcomer('GET /api/resident/accounts')).toEqual([])
  })
})
