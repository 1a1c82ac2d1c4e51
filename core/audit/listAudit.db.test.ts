import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { system } from '#core/kernel/actor.ts'
import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { databases } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { AuditTable } from './audit.table.ts'
import { type AuditFilter, listAudit } from './listAudit.ts'
import { recordAudit } from './recordAudit.ts'

describe.each(databases)('the audit trail on $kind', ({ open }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let auditor: StaffPrincipal
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = 1_790_000_000_000
    database = await open()
    house = await createStaffHouse(database, clock)
    auditor = await house.hire('auditor', house.north.id, ['auditor'])
    await database.transaction((tx) => tx.clear(AuditTable))
  })
  afterEach(() => database.close())

  /** A second later than the one before. */
  async function happen(action: string, unit: { id: string } | null, accountId?: string) {
    now += 1_000
    const subject = { kind: 'thing', id: action }
    const act = { action, subject, ...(unit && { unitId: unit.id }), ...(accountId !== undefined && { accountId }) }
    await database.transaction((tx) => recordAudit(tx, system('test'), { ...act, details: { n: 1 } }, now))
  }
  const list = (principal: StaffPrincipal, filter: AuditFilter = {}) =>
    listAudit({ database, clock }, principal, filter)
  const actions = async (principal: StaffPrincipal, filter?: AuditFilter) =>
    (await list(principal, filter)).map(({ action }) => action)

  it('shows the acts of one’s own branch, newest first, and those of no unit only at the root', async () => {
    await happen('a.north', house.north)
    await happen('a.east', house.east)
    await happen('a.south', house.south)
    await happen('a.nobodys', null)
    expect(await actions(auditor)).toEqual(['a.east', 'a.north'])
    expect(await actions(house.admin)).toEqual(['a.nobodys', 'a.south', 'a.east', 'a.north'])
  })

  it('shows nothing of another branch, however it is asked', async () => {
    await happen('a.south', house.south, 'ACCOUNT')
    await happen('a.nobodys', null, 'ACCOUNT')
    for (const filter of [
      { accountId: 'ACCOUNT' },
      { action: 'a.south' },
      { subject: { kind: 'thing', id: 'a.south' } },
      { from: 0 },
    ]) {
      expect(await actions(auditor, filter)).toEqual([])
    }
  })

  it('is for who may read it', async () => {
    const agent = await house.hire('li.na', house.north.id, ['agent'])
    await expect(list(agent)).rejects.toMatchObject({ code: 'staff.forbidden' })
    expect(await database.read.count(AuditTable)).toBe(0)
  })

  it('can be asked by time, actor, action, subject and account', async () => {
    await happen('a.first', house.north, 'ACCOUNT')
    await happen('a.second', house.north)
    const at = now
    await happen('a.third', house.north)
    expect(await actions(auditor, { from: at })).toEqual(['a.third', 'a.second'])
    expect(await actions(auditor, { from: at, to: at + 1_000 })).toEqual(['a.second'])
    expect(await actions(auditor, { action: 'a.first' })).toEqual(['a.first'])
    expect(await actions(auditor, { subject: { kind: 'thing', id: 'a.third' } })).toEqual(['a.third'])
    expect(await actions(auditor, { actor: { kind: 'system', id: 'test' } })).toHaveLength(3)
    expect(await actions(auditor, { actor: { kind: 'staff', id: 'test' } })).toEqual([])
    expect(await list(auditor, { accountId: 'ACCOUNT' })).toMatchObject([
      { action: 'a.first', details: { n: 1 }, accountId: 'ACCOUNT' },
    ])
  })

  it('pages without a gap or a repetition, also through acts of one millisecond', async () => {
    await database.transaction(async (tx) => {
      for (let i = 0; i < 25; i++) {
        const act = { action: `a.${i}`, subject: { kind: 'thing', id: 'x' }, unitId: house.north.id }
        await recordAudit(tx, system('test'), act, now + Math.floor(i / 10))
      }
    })
    const seen: string[] = []
    let before: string | undefined
    for (;;) {
      const page = await list(auditor, { limit: 7, ...(before !== undefined && { before }) })
      if (page.length === 0) break
      seen.push(...page.map(({ action }) => action))
      before = page.at(-1)?.id
      await happen('a.meanwhile', house.north)
    }
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
  })

  it('writes down who looked into an account’s life, and nothing for a look at a list', async () => {
    await happen('a.north', house.north, 'ACCOUNT')
    await list(auditor)
    expect(await database.read.count(AuditTable)).toBe(1)
    await list({ ...auditor, requestId: 'request-1' }, { accountId: 'ACCOUNT' })
    expect(await list(auditor, { action: 'audit.viewed' })).toMatchObject([
      {
        actorKind: 'staff',
        actorId: auditor.staffId,
        accountId: 'ACCOUNT',
        unitId: house.north.id,
        details: { entries: 1 },
        requestId: 'request-1',
      },
    ])
    await list(auditor, { accountId: 'OTHER' })
    expect(await database.read.findOneByOrFail(AuditTable, { accountId: 'OTHER' })).toMatchObject({
      action: 'audit.viewed',
    })
  })
})
