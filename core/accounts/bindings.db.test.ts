import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { databases } from '#test/databases.ts'
import { addAcceptedReading, createHousehold, createResident, type Household, morningOf } from '#test/household.ts'
import { AccountTable, BindingTable, CustomerTable } from './account.table.ts'
import { bindByMeter } from './bindByMeter.ts'
import { listBoundAccounts } from './listBoundAccounts.ts'
import { type NewAccount, openAccount } from './openAccount.ts'
import { previewAccount } from './previewAccount.ts'
import { requireBinding } from './requireBinding.ts'
import { transferOwnership } from './transferOwnership.ts'
import { unbind } from './unbind.ts'

const staff: Actor = { kind: 'staff', id: 'staff-1' }
const openedOn = businessDate('2026-01-01')

describe.each(databases)('accounts and who is bound to them on $kind', ({ open }) => {
  let database: Database
  let deps: { database: Database; clock: () => number }
  let home: Household
  let person: Actor
  let now: number

  beforeEach(async () => {
    now = morningOf('2026-03-02')
    database = await open()
    deps = { database, clock: () => now }
    home = await createHousehold(database, { openedOn })
    person = { kind: 'resident', id: await database.transaction((tx) => createResident(tx, now)) }
  })
  afterEach(() => database.close())

  const bind = ({ account, customer, meter }: Household, actor = person) =>
    bindByMeter(deps, actor, {
      accountNumber: account.number,
      name: customer.name,
      meterNumber: meter.serialNumber,
    })
  const transfer = (accountId = home.account.id) =>
    transferOwnership(deps, staff, { accountId, name: '新户主', phone: null, population: 2 })

  describe('a person', () => {
    it('sees all the accounts they are bound to, the longest bound first, with what is owed', async () => {
      const shop = await createHousehold(database, { openedOn })
      await bind(shop)
      now += 1_000
      await bind(home)
      await database.transaction((tx) =>
        addAcceptedReading(tx, shop.meter, { readOn: '2026-03-01', register: 10_000, volume: 10_000 }),
      )
      const bill = await issueBill(deps, staff, shop.account.id)
      const accounts = await listBoundAccounts(deps, person.id)
      expect(accounts).toEqual([
        {
          id: shop.account.id,
          number: shop.account.number,
          name: shop.customer.name,
          premises: shop.account.premises,
          usageClass: 'residential',
          population: 3,
          arrears: bill.amount,
          prepayment: 0,
          boundAt: now - 1_000,
        },
        expect.objectContaining({ id: home.account.id, arrears: 0, boundAt: now }),
      ])
      expect(bill.amount).toBe(3_040)
    })

    it('is bound beside others, and no longer when they unbind', async () => {
      await bind(home)
      await unbind(deps, person, home.account.id)
      expect(await listBoundAccounts(deps, person.id)).toEqual([])
      expect(await listBoundAccounts(deps, home.resident.id)).toHaveLength(1)
      const [act] = await database.read.findBy(AuditTable, { action: 'account.unbound' })
      expect(act).toMatchObject({ actorId: person.id, accountId: home.account.id, unitId: home.unitId })
    })

    it('cannot unbind what they are not bound to, or twice', async () => {
      await expect(unbind(deps, person, home.account.id)).rejects.toMatchObject({ code: 'binding.unknown' })
      await bind(home)
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => unbind(deps, person, home.account.id)))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await database.read.countBy(AuditTable, { action: 'account.unbound' })).toBe(1)
    })

    it('has no business with an account of somebody else', async () => {
      const strange = requireBinding(database.read, person.id, home.account.id)
      await expect(strange).rejects.toMatchObject({ kind: 'notFound', code: 'account.unknown' })
      await expect(requireBinding(database.read, person.id, 'nowhere')).rejects.toMatchObject({
        code: 'account.unknown',
      })
      await expect(requireBinding(database.read, home.resident.id, home.account.id)).resolves.toEqual({
        unitId: home.unitId,
      })
    })

    it('sees of an account that is not theirs only what they may recognise it by', async () => {
      const { number, premises } = home.account
      expect(await previewAccount(deps, number)).toEqual({
        number,
        name: expect.stringMatching(/^测试?\*+$/),
        premises: premises.replace(/\d/g, '*'),
        phone: expect.stringMatching(/^138\*{4}\d{4}$/),
      })
      await expect(previewAccount(deps, '99999999')).rejects.toMatchObject({ code: 'account.unknown' })
      const closedOn = home.account.openedOn
      await database.transaction((tx) => tx.update(AccountTable, { id: home.account.id }, { closedOn }))
      await expect(previewAccount(deps, number)).rejects.toMatchObject({ code: 'account.unknown' })
    })
  })

  describe('a transfer of ownership', () => {
    it('ends all bindings, and gives the account a customer and a household of its own', async () => {
      await bind(home)
      const changed = await transfer()
      expect(await database.read.countBy(BindingTable, { accountId: home.account.id })).toBe(0)
      const account = await database.read.findOneByOrFail(AccountTable, { id: home.account.id })
      expect(account).toEqual(changed)
      expect(account).toMatchObject({ number: home.account.number, population: 2, lowIncomeUntil: null })
      expect(account.householdId).not.toBe(home.account.householdId)
      const customer = await database.read.findOneByOrFail(CustomerTable, { id: account.customerId })
      expect(customer).toMatchObject({ name: '新户主', phone: null })
      const [act] = await database.read.findBy(AuditTable, { action: 'account.transferred' })
      expect(act).toMatchObject({
        actorId: staff.id,
        accountId: account.id,
        unitId: home.unitId,
        details: { from: home.account.customerId, to: customer.id },
      })
      await expect(bind(home)).rejects.toMatchObject({ code: 'binding.proofWrong' })
    })

    it('leaves nobody bound who proves the old ownership at the same time', async () => {
      await Promise.allSettled([bind(home), transfer(), bind(home)])
      const late = await database.read.countBy(BindingTable, { accountId: home.account.id })
      expect(late).toBe(0)
    })

    it('needs an account', async () => {
      await expect(transfer('nowhere')).rejects.toMatchObject({ code: 'account.unknown' })
    })
  })

  describe('a new account', () => {
    const wanted = (number: string): NewAccount => ({
      number,
      customer: { name: '李四', phone: '13800007777' },
      unitId: home.unitId,
      routeId: null,
      premises: '测试区新路1号',
      usageClass: 'non-residential',
      population: 1,
    })

    it('is a household of its own, and written into the audit', async () => {
      const account = await openAccount(deps, staff, wanted('20000001'))
      expect(await database.read.findOneBy(AccountTable, { number: '20000001' })).toEqual(account)
      expect(account).toMatchObject({ householdId: account.id, openedOn: '2026-03-02', prepayment: 0, closedOn: null })
      const [act] = await database.read.findBy(AuditTable, { action: 'account.opened' })
      expect(act).toMatchObject({ actorId: staff.id, accountId: account.id, unitId: home.unitId })
    })

    it('has a number that nobody else has, also when two are opened at the same time', async () => {
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => openAccount(deps, staff, wanted('20000001'))))
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(refused).toMatchObject([{ code: 'account.numberTaken' }, { code: 'account.numberTaken' }])
      // The refused have left no customer behind.
      expect(await database.read.countBy(CustomerTable, { name: '李四' })).toBe(1)
    })

    it('is on a route that there is', async () => {
      const opened = openAccount(deps, staff, { ...wanted('20000001'), routeId: 'nowhere' })
      await expect(opened).rejects.toMatchObject({ code: 'route.unknown' })
    })

    it('is on a route of the branch that looks after it', async () => {
      const units = { north: '/root/north/', east: '/root/north/east/', south: '/root/south/' }
      const ids = { north: newId(now), east: newId(now), south: newId(now) }
      const routeId = newId(now)
      await database.transaction(async (tx) => {
        for (const [code, path] of Object.entries(units))
          await tx.insert(OrgUnitTable, { id: ids[code as keyof typeof ids], parentId: home.unitId, name: code, path })
        await tx.insert(ReadingRouteTable, { id: routeId, routeCode: 'N1', name: '城北一册', unitId: ids.north })
      })
      const openOn = (number: string, unitId: string) =>
        openAccount(deps, staff, { ...wanted(number), unitId, routeId })
      await expect(openOn('20000001', ids.south)).rejects.toMatchObject({ code: 'account.routeElsewhere' })
      expect(await database.read.existsBy(AccountTable, { number: '20000001' })).toBe(false)
      for (const [index, unitId] of [home.unitId, ids.north, ids.east].entries())
        await expect(openOn(`2000000${index}`, unitId)).resolves.toMatchObject({ routeId, unitId })
    })
  })
})
