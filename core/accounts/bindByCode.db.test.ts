import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#core/kernel/actor.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { smsUnavailable } from '#core/notices/notices.errors.ts'
import type { Sms, SmsSender } from '#core/notices/smsSender.ts'
import { databases } from '#test/databases.ts'
import { createHousehold, createResident, type Household, morningOf } from '#test/household.ts'
import { AccountTable, BindingCodeTable, BindingFailureTable, BindingTable, CustomerTable } from './account.table.ts'
import { bindByCode } from './bindByCode.ts'
import { requestBindingCode } from './requestBindingCode.ts'
import { transferOwnership } from './transferOwnership.ts'

const second = 1_000
const minute = 60 * second

describe.each(databases)('binding by a code to the telephone on file on $kind', ({ open }) => {
  let database: Database
  let household: Household
  let person: Actor
  let now: number
  let sent: Sms[]
  let randoms: string[]
  let sms: SmsSender
  const clock = () => now

  beforeEach(async () => {
    now = morningOf('2026-03-02')
    sent = []
    randoms = ['111111', '222222', '333333', '444444', '555555', '666666', '777777']
    sms = { send: async (message) => void sent.push(message) }
    database = await open()
    household = await createHousehold(database)
    person = await stranger()
  })
  afterEach(() => database.close())

  const stranger = async (): Promise<Actor> => ({
    kind: 'resident',
    id: await database.transaction((tx) => createResident(tx, now)),
  })
  const randomDigits = () => randoms.shift() ?? '000000'
  const request = (actor = person, number = household.account.number) =>
    requestBindingCode({ database, clock, sms, randomDigits }, actor, number)
  const bind = (digits: string, actor = person, accountNumber = household.account.number) =>
    bindByCode({ database, clock }, actor, { accountNumber, digits })
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'done',
      (error: unknown) => (error instanceof DomainError ? { code: error.code, ...error.data } : error),
    )
  const bound = () => database.read.countBy(BindingTable, { residentId: person.id })

  it('sends six digits there and nowhere else, and tells who asks only what they may know', async () => {
    const { phone } = household.customer
    expect(await request()).toEqual({
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      expiresAt: now + 5 * minute,
    })
    const [code] = await database.read.find(BindingCodeTable)
    expect(sent).toEqual([
      { to: phone, text: '您的户号绑定验证码是 111111，5 分钟内有效，请勿告诉他人。', id: code?.id },
    ])
    // Who reads the table does not learn the digits.
    expect(JSON.stringify(code)).not.toContain('111111')
  })

  it('binds with the digits', async () => {
    await request()
    now += 4 * minute
    expect(await bind('111111')).toMatchObject({ accountId: household.account.id, proof: 'phoneCode' })
    expect(await bound()).toBe(1)
  })

  it('refuses wrong digits, and counts them', async () => {
    await request()
    expect(await refusal(bind('111112'))).toEqual({ code: 'binding.proofWrong', triesLeft: 4 })
    for (let i = 0; i < 4; i++) await refusal(bind('999999'))
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.tooManyTries' })
    // Nor does another code help.
    now += 2 * minute
    expect(await refusal(request())).toMatchObject({ code: 'binding.tooManyTries' })
    expect([sent.length, await bound()]).toEqual([1, 0])
  })

  it('lets nobody try more often by trying at the same time', async () => {
    await request()
    const guesses = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `00000${digit}`)
    const outcomes = await Promise.all([...guesses, '111111'].map((digits) => refusal(bind(digits))))
    const codes = outcomes.map((outcome) => (outcome === 'done' ? 'done' : Object(outcome).code))
    expect(codes.filter((code) => code === 'binding.proofWrong').length).toBeLessThanOrEqual(5)
    expect(await database.read.count(BindingFailureTable)).toBeLessThanOrEqual(5)
  })

  it('refuses a code that has expired', async () => {
    await request()
    now += 5 * minute
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.proofWrong' })
  })

  it('takes a code once', async () => {
    await request()
    await bind('111111')
    await database.transaction((tx) => tx.delete(BindingTable, { residentId: person.id }))
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.proofWrong' })
  })

  it('binds once when the code comes twice at the same time', async () => {
    await request()
    const outcomes = await Promise.all([refusal(bind('111111')), refusal(bind('111111'))])
    expect(outcomes).toEqual(['done', 'done'])
    expect(await bound()).toBe(1)
    expect(await database.read.count(BindingFailureTable)).toBe(0)
  })

  it('refuses another person’s code, and a code for another account', async () => {
    const other = await createHousehold(database)
    await request()
    expect(await refusal(bind('111111', await stranger()))).toMatchObject({ code: 'binding.proofWrong' })
    expect(await refusal(bind('111111', person, other.account.number))).toMatchObject({ code: 'binding.proofWrong' })
    expect(await refusal(bind('111111', person, '99999999'))).toMatchObject({ code: 'binding.proofWrong' })
    expect(await bind('111111')).toMatchObject({ residentId: person.id })
  })

  it('takes the newest code only', async () => {
    await request()
    now += minute
    await request()
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.proofWrong' })
    expect(await bind('222222')).toMatchObject({ residentId: person.id })
  })

  it('sends one code a minute, and five a day, to one account', async () => {
    await request()
    now += 59 * second
    expect(await refusal(request())).toEqual({ code: 'binding.codeTooSoon', retryAfterSeconds: 1 })
    expect(await refusal(request(await stranger()))).toEqual({ code: 'binding.codeTooSoon', retryAfterSeconds: 1 })
    now += second
    await request(await stranger())
    for (let i = 0; i < 3; i++) {
      now += minute
      await request(await stranger())
    }
    now += minute
    const day = 24 * 3_600
    expect(await refusal(request())).toEqual({ code: 'binding.codeTooSoon', retryAfterSeconds: day - 5 * 60 })
    expect(sent).toHaveLength(5)
    now += (day - 5 * 60) * second
    await request()
    expect(sent).toHaveLength(6)
  })

  it('sends one code a minute, and five a day, for one person', async () => {
    const numbers = [household.account.number]
    for (let i = 0; i < 5; i++) numbers.push((await createHousehold(database)).account.number)
    await request(person, numbers[0])
    expect(await refusal(request(person, numbers[1]))).toMatchObject({ code: 'binding.codeTooSoon' })
    for (const number of numbers.slice(1, 5)) {
      now += minute
      await request(person, number)
    }
    now += minute
    expect(await refusal(request(person, numbers[5]))).toMatchObject({ code: 'binding.codeTooSoon' })
    // The others' accounts have their five left.
    expect(await refusal(request(await stranger(), numbers[5]))).toBe('done')
  })

  it('counts numbers that are nobody’s, so that nobody finds out by asking which there are', async () => {
    for (let i = 0; i < 5; i++)
      expect(await refusal(request(person, `9999000${i}`))).toEqual({ code: 'account.unknown' })
    expect(await refusal(request())).toMatchObject({ code: 'binding.tooManyTries' })
    expect(await refusal(request(await stranger()))).toBe('done')
    expect(sent).toHaveLength(1)
  })

  it('sends one code when several are asked for at the same time, by whomsoever', async () => {
    const people = [person, person, await stranger(), await stranger()]
    const outcomes = await Promise.all(people.map((actor) => refusal(request(actor))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(sent).toHaveLength(1)
  })

  it('refuses accounts that are not there, are closed, or have no telephone', async () => {
    expect(await refusal(request(person, '99999999'))).toEqual({ code: 'account.unknown' })
    const { account } = household
    await database.transaction((tx) => tx.update(CustomerTable, { id: account.customerId }, { phone: null }))
    expect(await refusal(request())).toEqual({ code: 'binding.noPhone' })
    const closedOn = businessDate('2026-03-01')
    await database.transaction((tx) => tx.update(AccountTable, { id: account.id }, { closedOn }))
    expect(await refusal(request())).toEqual({ code: 'account.unknown' })
    expect(sent).toEqual([])
  })

  it('does not bind an account that was closed since the code was sent', async () => {
    await request()
    const closedOn = businessDate('2026-03-02')
    await database.transaction((tx) => tx.update(AccountTable, { id: household.account.id }, { closedOn }))
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.proofWrong' })
  })

  it('does not bind to a new customer with a code that the old one’s telephone got', async () => {
    await request()
    const staff: Actor = { kind: 'staff', id: 'staff-1' }
    const heir = { accountId: household.account.id, name: '新户主', phone: '13800009999', population: 2 }
    await transferOwnership({ database, clock }, staff, heir)
    expect(await refusal(bind('111111'))).toMatchObject({ code: 'binding.proofWrong' })
    now += minute
    await request()
    expect(sent[1]?.to).toBe('13800009999')
    expect(await bind('222222')).toMatchObject({ residentId: person.id })
  })

  it('says when messages cannot be sent, and sends the next one after the pause', async () => {
    const working = sms
    sms = { send: () => Promise.reject(smsUnavailable('no answer')) }
    expect(await refusal(request())).toMatchObject({ code: 'sms.unavailable' })
    sms = working
    expect(await refusal(request())).toMatchObject({ code: 'binding.codeTooSoon' })
    now += minute
    await request()
    const [digits = ''] = /\d{6}/.exec(sent[0]?.text ?? '') ?? []
    expect(await bind(digits)).toMatchObject({ residentId: person.id })
  })
})
