import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Database } from '#core/kernel/database.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { MeterTable } from '#core/metering/metering.table.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, createResident, type Household, morningOf } from '#test/household.ts'
import { AccountTable, BindingFailureTable, BindingTable } from './account.table.ts'
import { bindByMeter } from './bindByMeter.ts'

const hour = 3_600_000

describe.each(databases)('binding by meter number on $kind', ({ open }) => {
  let database: Database
  let household: Household
  let person: Actor
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = morningOf('2026-03-02')
    database = await open()
    household = await createHousehold(database)
    person = await stranger()
  })
  afterEach(() => database.close())

  const stranger = async (): Promise<Actor> => ({
    kind: 'resident',
    id: await database.transaction((tx) => createResident(tx, now)),
  })
  const right = () => ({
    accountNumber: household.account.number,
    name: household.customer.name,
    meterNumber: household.meter.serialNumber,
  })
  const bind = (claim = {}, actor = person) => bindByMeter({ database, clock }, actor, { ...right(), ...claim })
  const wrong = (actor = person) => bind({ name: '王五' }, actor)
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'bound',
      (error: unknown) => (error instanceof DomainError ? { code: error.code, ...error.data } : error),
    )

  it('needs the account, the customer’s name and the number of the meter', async () => {
    const binding = await bind({ name: ` ${household.customer.name} ` })
    expect(binding).toMatchObject({ residentId: person.id, accountId: household.account.id, proof: 'meterNumber' })
    expect(await database.read.findOneBy(BindingTable, { id: binding.id })).toEqual(binding)
    const [act] = await database.read.findBy(AuditTable, { action: 'account.bound' })
    expect(act).toMatchObject({
      actorKind: 'resident',
      actorId: person.id,
      accountId: household.account.id,
      unitId: household.unitId,
      subjectId: binding.id,
      details: { proof: 'meterNumber' },
    })
  })

  it('refuses whatever is wrong in the same words', async () => {
    const other = await createHousehold(database)
    const refusals = [
      await refusal(bind({ name: other.customer.name })),
      await refusal(bind({ meterNumber: other.meter.serialNumber }, await stranger())),
      await refusal(bind({ accountNumber: '99999999' }, await stranger())),
      await refusal(bind({ name: '%' }, await stranger())),
      await refusal(bind({ meterNumber: '' }, await stranger())),
    ]
    expect(refusals).toEqual(refusals.map(() => ({ code: 'binding.proofWrong', triesLeft: 4 })))
    expect(await database.read.countBy(BindingTable, { residentId: person.id })).toBe(0)
  })

  it('takes no meter that was taken out, and no account that was closed', async () => {
    const { meter, account } = household
    await database.transaction((tx) => tx.update(MeterTable, { id: meter.id }, { removedOn: meter.installedOn }))
    expect(await refusal(bind())).toMatchObject({ code: 'binding.proofWrong' })
    await database.transaction(async (tx) => {
      await tx.update(MeterTable, { id: meter.id }, { removedOn: null })
      await tx.update(AccountTable, { id: account.id }, { closedOn: meter.installedOn })
    })
    expect(await refusal(bind())).toMatchObject({ code: 'binding.proofWrong' })
  })

  it('lets one person fail five times a day, and then refuses what is right, too', async () => {
    const left = []
    for (let i = 0; i < 5; i++) {
      left.push(await refusal(wrong()))
      now += hour
    }
    expect(left).toEqual([4, 3, 2, 1, 0].map((triesLeft) => ({ code: 'binding.proofWrong', triesLeft })))
    const until = { code: 'binding.tooManyTries', retryAfterSeconds: 19 * 3_600 }
    expect(await refusal(bind())).toEqual(until)
    const other = await createHousehold(database)
    expect(await refusal(bind({ accountNumber: other.account.number }))).toEqual(until)
    // What was refused for that reason is no further failure.
    expect(await database.read.count(BindingFailureTable)).toBe(5)
  })

  it('is free again a day after the first failure', async () => {
    for (let i = 0; i < 5; i++) await refusal(wrong())
    now += 24 * hour - 1
    expect(await refusal(bind())).toEqual({ code: 'binding.tooManyTries', retryAfterSeconds: 1 })
    now += 1
    expect(await bind()).toMatchObject({ residentId: person.id })
  })

  it('lets an account be tried ten times a day, by whomsoever', async () => {
    const [first, second] = [await stranger(), await stranger()]
    for (let i = 0; i < 5; i++) await refusal(wrong(first))
    now += hour
    for (let i = 0; i < 5; i++) await refusal(wrong(second))
    const refused = { code: 'binding.tooManyTries', retryAfterSeconds: 23 * 3_600 }
    expect(await refusal(bind())).toEqual(refused)
    // The second has to wait for their own first failure as well.
    expect(await refusal(wrong(second))).toEqual({ ...refused, retryAfterSeconds: 24 * 3_600 })
    const other = await createHousehold(database)
    const elsewhere = {
      accountNumber: other.account.number,
      name: other.customer.name,
      meterNumber: other.meter.serialNumber,
    }
    expect(await bind(elsewhere)).toMatchObject({ accountId: other.account.id })
  })

  it('counts guesses of one person that are sent together', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => refusal(wrong())))
    const codes = outcomes.map((outcome) => Object(outcome).code)
    expect(codes.filter((code) => code === 'binding.proofWrong')).toHaveLength(5)
    expect(codes.filter((code) => code === 'binding.tooManyTries')).toHaveLength(7)
    expect(await database.read.countBy(BindingFailureTable, { residentId: person.id })).toBe(5)
  })

  it('counts guesses of one person at many accounts that are sent together', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => String(90_000_000 + index))
    const outcomes = await Promise.all(numbers.map((accountNumber) => refusal(bind({ accountNumber }))))
    const codes = outcomes.map((outcome) => Object(outcome).code)
    expect(codes.filter((code) => code === 'binding.proofWrong')).toHaveLength(5)
    expect(await database.read.countBy(BindingFailureTable, { residentId: person.id })).toBe(5)
  })

  it('counts guesses at one account that many people send together', async () => {
    const people = await Promise.all(Array.from({ length: 16 }, stranger))
    const outcomes = await Promise.all(people.map((actor) => refusal(wrong(actor))))
    const codes = outcomes.map((outcome) => Object(outcome).code)
    expect(codes.filter((code) => code === 'binding.proofWrong')).toHaveLength(10)
    expect(codes.filter((code) => code === 'binding.tooManyTries')).toHaveLength(6)
  })

  it('is one binding, however often it is asked for, also at the same time', async () => {
    const bindings = await Promise.all(Array.from({ length: 5 }, () => bind()))
    expect(new Set(bindings.map(({ id }) => id)).size).toBe(1)
    expect(await bind()).toEqual(bindings[0])
    expect(await database.read.countBy(BindingTable, { residentId: person.id })).toBe(1)
    expect(await database.read.countBy(AuditTable, { action: 'account.bound' })).toBe(1)
  })
})
