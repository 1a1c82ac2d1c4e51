import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { AuditTable } from '#core/audit/audit.table.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, type Household } from '#test/household.ts'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

describe.each(databases)('one search for everything on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let home: Household
  let order: { id: string; number: string }
  let receipt: { id: string; number: string }
  let outage: { number: string }
  let admin: ReturnType<typeof staffCaller>
  const phone = '13912345678'

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    home = await createHousehold(database)
    const { north, root } = hub.house
    await database.transaction((tx) => tx.update(AccountTable, { id: home.account.id }, { unitId: north.id }))
    admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
    const now = systemClock()
    order = await admin('POST /api/staff/work-orders', {
      body: {
        id: newId(now),
        kind: 'leak',
        accountId: null,
        place: '滨河路与安平街交叉口',
        position: null,
        description: '井盖冒水',
        contactPhone: phone,
        photoIds: [],
        unitId: north.id,
      },
    })
    receipt = await admin('POST /api/staff/receipts', {
      body: { serial: newId(now), accountNumber: home.account.number, amount: fen(1_000) },
    })
    const drafted = await admin('PUT /api/staff/outages/:outageId', {
      params: { outageId: newId(now) },
      body: {
        unitId: root.id,
        kind: 'planned',
        area: [{ kind: 'streets', streets: ['滨河路东段'] }],
        plannedFrom: now + 86_400_000,
        plannedTo: now + 90_000_000,
        alternativeSupply: null,
        place: '滨河路东段',
        reason: '更换阀门',
      },
    })
    outage = drafted.outage
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const find = async (q: string, ask = admin) => {
    const { accounts, workOrders, receipts, outages } = await ask('GET /api/staff/search', { query: { q } })
    return [accounts, workOrders, receipts, outages].flatMap((some) => some.map(({ number }) => number))
  }
  const as = async (login: string, unitId: string, role: string) => {
    await hub.house.hire(login, unitId, [role])
    return staffCaller(hub.url, await staffCookieFor(hub.url, login, housePassword))
  }

  it('finds an account by its number, name, telephone in groups, address and meter', async () => {
    const { number, premises } = home.account
    const { phone: onFile, name } = home.customer
    const inGroups = `${onFile.slice(0, 3)} ${onFile.slice(3, 7)} ${onFile.slice(7)}`
    for (const q of [number, name, onFile, inGroups, premises.slice(2), home.meter.serialNumber])
      expect(await find(q), q).toEqual([number])
  })

  it('finds what has a number of its own by the beginning of it, in letters of any size', async () => {
    expect(await find(order.number)).toEqual([order.number])
    expect(await find(order.number.toLowerCase().slice(0, -1))).toEqual([order.number])
    expect(await find(order.number.slice(2))).toEqual([order.number])
    expect(await find(receipt.number)).toEqual([receipt.number])
    expect(await find(outage.number.toLowerCase())).toEqual([outage.number])
  })

  it('finds work orders and outages by place, and work orders by the telephone of who reported', async () => {
    expect(await find('滨河路')).toEqual([order.number, outage.number])
    expect(await find(phone)).toEqual([order.number])
    expect(await find('没有这条街')).toEqual([])
  })

  it('shows nobody what they may not read', async () => {
    const southern = await as('southern', hub.house.south.id, 'admin')
    const editor = await as('editor', hub.house.root.id, 'editor')
    const crew = await as('crew', hub.house.north.id, 'crew')
    const everything = ['滨河路', home.account.number, order.number, receipt.number, outage.number]
    for (const q of everything) expect([await find(q, southern), await find(q, editor)], q).toEqual([[], []])
    expect(await find('滨河路', crew)).toEqual([order.number])
    expect(await find(home.account.number, crew)).toEqual([])
  })

  it('writes down who looked for accounts, and lets nobody take a list away unseen', async () => {
    const place = '/console/receipts?from=2026-11-01'
    await admin('POST /api/staff/exports', { body: { list: '收款', place, rows: 128 } })
    const [taken] = await database.read.findBy(AuditTable, { action: 'list.exported' })
    expect(taken).toMatchObject({
      actorId: hub.house.admin.staffId,
      details: { list: '收款', place, rows: 128 },
    })
    expect(taken?.requestId).not.toBeNull()
    const searches = await database.read.findBy(AuditTable, { action: 'account.searched' })
    expect(searches.map(({ details }) => details?.['typed'])).toContain(home.customer.phone)
    // Whoever looks for a work order looks through nobody's accounts.
    expect(searches.map(({ details }) => details?.['typed'])).not.toContain(order.number)
  })
})
