import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type CallHouse, createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { createHousehold } from '#test/household.ts'
import { type CallFilter, listCalls, listLiveCalls, viewCall, viewOwnCall } from './listCalls.ts'

const hour = 3_600_000
const day = startOf(businessDate('2026-11-24'))

describe.each(databases)('call records on $kind', ({ open }) => {
  let database: Database
  let house: CallHouse
  let now: number
  const deps = () => ({ database, clock: () => now })
  beforeEach(async () => {
    now = day
    database = await open()
    house = await createCallHouse(database, () => now)
  })
  afterEach(() => database.close())
  const idsOf = async (filter: CallFilter) => (await listCalls(deps(), filter)).map(({ id }) => id)

  it('come newest first, a page after the other', async () => {
    const made: string[] = []
    for (let index = 0; index < 5; index++) {
      now += 1
      made.unshift((await house.call({ outcome: 'answered', endedAt: now })).id)
    }
    const first = await idsOf({ limit: 2 })
    const second = await idsOf({ limit: 2, before: first[1] })
    const third = await idsOf({ limit: 2, before: second[1] })
    expect([...first, ...second, ...third]).toEqual(made)
  })

  it('are found by day, kind, outcome, number, account, and who answered', async () => {
    const lin = await house.seated('lin')
    const { account } = await createHousehold(database)
    const at = async (startedAt: number, given: Parameters<CallHouse['call']>[0] = {}, legs = {}) => {
      now = startedAt
      const leg = { seat: lin.seat, staffId: lin.staffId, rungAt: startedAt, answeredAt: null, ...legs }
      return (await house.call({ startedAt, outcome: 'answered', endedAt: startedAt + 1, ...given }, [leg])).id
    }
    const lastMinute = await at(day - 1)
    const morning = await at(day, { outcome: 'abandoned', number: '013811112222' })
    const noon = await at(day + 12 * hour, { accountId: account.id }, { answeredAt: day + 12 * hour })
    const out = await at(day + 24 * hour - 1, { kind: 'outbound', number: '13811112222', outcome: 'unreached' })
    const nextDay = await at(day + 24 * hour)
    const date = businessDate('2026-11-24')

    expect(await idsOf({ from: date, to: date })).toEqual([out, noon, morning])
    expect(await idsOf({ from: businessDate('2026-11-25') })).toEqual([nextDay])
    expect(await idsOf({ to: businessDate('2026-11-23') })).toEqual([lastMinute])
    expect(await idsOf({ kind: ['outbound', 'callback'] })).toEqual([out])
    expect(await idsOf({ outcome: ['abandoned', 'unreached'] })).toEqual([out, morning])
    expect(await idsOf({ accountId: account.id })).toEqual([noon])
    // Rung is not answered.
    expect(await idsOf({ staffId: lin.staffId })).toEqual([noon])
    expect(await idsOf({ number: '13811112222' })).toEqual([out, morning])
    expect(await idsOf({ number: '013811112222' })).toEqual([out, morning])
    expect(await idsOf({ number: "' or 1=1 --" })).toEqual([])
    const [shown] = await listCalls(deps(), { accountId: account.id })
    expect(shown).toMatchObject({ accountNumber: account.number, startedAt: day + 12 * hour })
  })

  it('show who was rung for a call to whoever opens it, which is written down', async () => {
    const lin = await house.seated('lin')
    const call = await house.call({ outcome: 'answered' }, [
      { seat: lin.seat, staffId: lin.staffId, rungAt: now, answeredAt: now + 5, endedAt: now + 9, ending: 'caller' },
    ])
    const detail = await viewCall(deps(), lin.principal, call.id)
    expect(detail.legs).toMatchObject([{ staffName: 'lin', rungAt: now, answeredAt: now + 5, ending: 'caller' }])
    const looks: unknown[] = await database.read.query("select id from audit where action = 'call.viewed'")
    expect(looks).toHaveLength(1)
    await expect(viewCall(deps(), lin.principal, lin.staffId)).rejects.toMatchObject({ code: 'calls.unknown' })
  })

  it('tell apart what goes on, and an agent’s own call with its transfer', async () => {
    const [lin, wang] = [await house.seated('lin'), await house.seated('wang')]
    await house.call({ outcome: 'hungUp', endedAt: now })
    const call = await house.call({ phase: 'talking' }, [
      { seat: lin.seat, staffId: lin.staffId, rungAt: now, answeredAt: now },
      { seat: wang.seat, staffId: wang.staffId, rungAt: now, transferredFrom: 1 },
    ])
    expect((await listLiveCalls(deps())).map(({ id }) => id)).toEqual([call.id])
    expect(await viewOwnCall(deps(), lin.staffId)).toMatchObject({
      id: call.id,
      leg: 1,
      legAnsweredAt: now,
      transferredFrom: null,
      transfer: { seat: wang.seat, staffName: 'wang' },
    })
    expect(await viewOwnCall(deps(), wang.staffId)).toMatchObject({
      leg: 2,
      legAnsweredAt: null,
      transferredFrom: { seat: lin.seat },
      transfer: null,
    })
    expect(await viewOwnCall(deps(), call.id)).toBeNull()
  })
})
