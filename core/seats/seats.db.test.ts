import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { type CallHouse, createCallHouse } from '#test/calls/callHouse.ts'
import { isSessionOpen } from '#core/staff/isSessionOpen.ts'
import { databases } from '#test/databases.ts'
import { claimSeat } from './claimSeat.ts'
import { followCall, type LegMove } from './followCall.ts'
import { leaveSeat } from './leaveSeat.ts'
import { noteContact } from './noteContact.ts'
import { findOwnSeat } from './ownSeat.ts'
import { pauseSeat, resumeSeat } from './pauseSeat.ts'
import { sweepSeats } from './sweepSeats.ts'
import { takeSeat } from './takeSeat.ts'
import { endWrapUp, extendWrapUp } from './wrapUp.ts'

describe.each(databases)('seats on $kind', ({ open }) => {
  let database: Database
  let house: CallHouse
  let now = 0
  const clock = () => now
  const deps = () => ({ database, clock })

  beforeEach(async () => {
    now = 1_790_000_000_000
    database = await open()
    house = await createCallHouse(database, clock, 2)
  })
  afterEach(() => database.close())

  const stateOf = async (staffId: string) => {
    const seat = await findOwnSeat(deps(), staffId)
    return seat && [seat.state, seat.reason]
  }
  type Seated = Awaited<ReturnType<CallHouse['seated']>>

  /** Rings and, where it is to be answered, answers a seat for a call of its own. */
  async function inCall({ seat, staffId, contact }: Seated, answered: boolean) {
    const leg = { seat, staffId, rungAt: now, answeredAt: answered ? now : null }
    const { id: callId } = await house.call({ phase: answered ? 'talking' : 'ringing' }, [leg])
    expect(await database.transaction((tx) => claimSeat(tx, { seat, staffId, contact, callId }, { now }))).toBe(true)
    await follow(callId, seat, 'rung', null)
    if (answered) await follow(callId, seat, 'answered', null)
    return callId
  }
  const follow = (callId: string, seat: string, move: LegMove['move'], ending: LegMove['ending'], wasAnswered = true) =>
    database.transaction(async (tx) => {
      if (move === 'ended') await tx.query('update call_leg set endedAt = ? where callId = ?', [now, callId])
      const moves = [{ leg: 1, seat, move, wasAnswered, ending }]
      return followCall(tx, callId, moves, { now, wrapUpMs: 30_000, declinedRestMs: 15_000 })
    })

  it('are taken once by a person, and by nobody when there is none left', async () => {
    const [lin, wang, zhao] = [await house.agent('lin'), await house.agent('wang'), await house.agent('zhao')]
    const first = await takeSeat(deps(), lin)
    expect(first).toMatchObject({ seat: { seat: 'seat1', state: 'offline' }, displaced: null })
    expect(await takeSeat(deps(), lin)).toMatchObject({ seat: { seat: 'seat1' }, displaced: null })
    const elsewhere = { ...lin, sessionId: wang.sessionId }
    expect(await takeSeat(deps(), elsewhere)).toMatchObject({ seat: { seat: 'seat1' }, displaced: lin.sessionId })
    expect(await takeSeat(deps(), wang)).toMatchObject({ seat: { seat: 'seat2' } })
    await expect(takeSeat(deps(), zhao)).rejects.toMatchObject({ code: 'seats.noneFree' })
    await leaveSeat(deps(), wang.sessionId)
  })

  it('are taken by one of two who come at once', async () => {
    const agents = await Promise.all(['a', 'b', 'c', 'd'].map((login) => house.agent(login)))
    const taken = await Promise.allSettled(agents.map((agent) => takeSeat(deps(), agent)))
    const names = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value.seat.seat] : []))
    expect(names.toSorted()).toEqual(['seat1', 'seat2'])
  })

  it('are free when the softphone is there, and keep a pause over a reload', async () => {
    const { staffId, seat } = await house.seated('lin')
    expect(await stateOf(staffId)).toEqual(['free', null])
    await pauseSeat(deps(), staffId, 'meal')
    await noteContact(deps(), seat, null)
    now += 20_000
    await sweepSeats(deps())
    expect(await stateOf(staffId)).toEqual(['offline', 'meal'])
    await noteContact(deps(), seat, 'another-page')
    expect(await stateOf(staffId)).toEqual(['paused', 'meal'])
    await resumeSeat(deps(), staffId)
    expect(await stateOf(staffId)).toEqual(['free', null])
  })

  it('let the end of an earlier registration pass when a new one is there', async () => {
    const { staffId, seat } = await house.seated('lin', 'one')
    await noteContact(deps(), seat, 'two')
    await noteContact(deps(), seat, null, 'one')
    expect(await findOwnSeat(deps(), staffId)).toMatchObject({ contact: 'two', state: 'free' })
  })

  it('are claimed by one call only', async () => {
    const lin = await house.seated('lin')
    const calls = await Promise.all(Array.from({ length: 6 }, () => house.call()))
    const had = await Promise.all(
      calls.map(({ id: callId }) => database.transaction((tx) => claimSeat(tx, { ...lin, callId }, { now }))),
    )
    expect(had.filter(Boolean)).toHaveLength(1)
  })

  it('are not claimed by who knows another page, another person or a pause', async () => {
    const lin = await house.seated('lin')
    const { id: callId } = await house.call()
    const claim = (change: Partial<Seated>, evenPaused = false) =>
      database.transaction((tx) => claimSeat(tx, { ...lin, ...change, callId }, { now, evenPaused }))
    expect(await claim({ contact: 'gone' })).toBe(false)
    expect(await claim({ staffId: callId })).toBe(false)
    await pauseSeat(deps(), lin.staffId, 'rest')
    expect(await claim({})).toBe(false)
    expect(await claim({}, true)).toBe(true)
    await follow(callId, lin.seat, 'rung', null)
    await follow(callId, lin.seat, 'ended', 'caller', false)
    expect(await stateOf(lin.staffId)).toEqual(['paused', 'rest'])
  })

  it('wrap up after a call for half a minute, longer or shorter as the agent wants', async () => {
    const lin = await house.seated('lin')
    const callId = await inCall(lin, true)
    expect(await stateOf(lin.staffId)).toEqual(['talking', null])
    now += 60_000
    await follow(callId, lin.seat, 'ended', 'caller')
    expect(await stateOf(lin.staffId)).toEqual(['wrapUp', null])
    await extendWrapUp(deps(), lin.staffId)
    now += 45_000
    await sweepSeats(deps())
    expect(await stateOf(lin.staffId)).toEqual(['wrapUp', null])
    await endWrapUp(deps(), lin.staffId)
    expect(await stateOf(lin.staffId)).toEqual(['free', null])
    const [leg] = await database.read.query('select wrapUpEndedAt - endedAt as ms from call_leg', [])
    expect(Number((leg as { ms: number }).ms)).toBe(45_000)
    await expect(endWrapUp(deps(), lin.staffId)).rejects.toMatchObject({ code: 'seats.notWrappingUp' })
  })

  it('end the wrap-up by themselves, in the pause that was asked for meanwhile', async () => {
    const lin = await house.seated('lin')
    const callId = await inCall(lin, true)
    await pauseSeat(deps(), lin.staffId, 'training')
    await follow(callId, lin.seat, 'ended', 'agent')
    now += 30_000
    const { changed } = await sweepSeats(deps())
    expect(changed.map(({ state }) => state)).toEqual(['paused'])
    expect(await stateOf(lin.staffId)).toEqual(['paused', 'training'])
  })

  it('are not rung again and again by who declines or is not there', async () => {
    const [lin, wang] = [await house.seated('lin'), await house.seated('wang')]
    await follow(await inCall(lin, false), lin.seat, 'ended', 'declined', false)
    await follow(await inCall(wang, false), wang.seat, 'ended', 'unanswered', false)
    expect(await stateOf(lin.staffId)).toEqual(['paused', 'declined'])
    expect(await stateOf(wang.staffId)).toEqual(['paused', 'noAnswer'])
    now += 15_000
    await sweepSeats(deps())
    expect(await stateOf(lin.staffId)).toEqual(['free', null])
    expect(await stateOf(wang.staffId)).toEqual(['paused', 'noAnswer'])
  })

  it('find out of a call that is no more, and of a session that is over', async () => {
    const [lin, wang] = [await house.seated('lin'), await house.seated('wang')]
    const callId = await inCall(lin, true)
    await inCall(wang, true)
    await database.transaction((tx) => tx.query('update call_record set live = 0 where id = ?', [callId]))
    await database.transaction((tx) =>
      tx.query('update staff_session set revokedAt = ? where id = ?', [now, wang.principal.sessionId]),
    )
    now += 10_000
    const { left } = await sweepSeats(deps())
    expect(await stateOf(lin.staffId)).toEqual(['free', null])
    expect(left).toEqual([{ seat: wang.seat, sessionId: wang.principal.sessionId }])
    expect(await stateOf(wang.staffId)).toBeNull()
    // The conversation of whoever was logged out ends as it will; then the seat is anybody's.
    const [seat] = await database.read.query('select state, callId from seat where seat = ?', [wang.seat])
    expect(seat).toMatchObject({ state: 'talking' })
    await follow((seat as { callId: string }).callId, wang.seat, 'ended', 'caller')
    const [after] = await database.read.query('select state, callId from seat where seat = ?', [wang.seat])
    expect(after).toEqual({ state: 'offline', callId: null })
  })

  it('keep the session of who waits for calls, as long as the softphone is there and the shift lasts', async () => {
    const [lin, wang] = [await house.seated('lin'), await house.seated('wang')]
    await noteContact(deps(), wang.seat, null)
    const isOpen = ({ principal }: Seated) => isSessionOpen(deps(), principal.sessionId)
    const pass = async (minutes: number) => {
      for (let left = minutes; left > 0; left--) {
        now += 60_000
        await sweepSeats(deps())
      }
    }
    await pass(45)
    expect([await isOpen(lin), await isOpen(wang)]).toEqual([true, false])
    expect([await stateOf(lin.staffId), await stateOf(wang.staffId)]).toEqual([['free', null], null])
    await noteContact(deps(), lin.seat, null)
    await pass(29)
    expect(await isOpen(lin)).toBe(true)
    await noteContact(deps(), lin.seat, 'again')
    await pass(12 * 60)
    expect([await isOpen(lin), await stateOf(lin.staffId)]).toEqual([false, null])
  })

  it('write down every change of state', async () => {
    const lin = await house.seated('lin')
    await pauseSeat(deps(), lin.staffId, 'meal')
    now += 1
    await resumeSeat(deps(), lin.staffId)
    const rows = await database.read.query('select state, reason from seat_change where staffId = ? order by at, id', [
      lin.staffId,
    ])
    expect(rows.slice(-1)).toEqual([{ state: 'free', reason: null }])
    expect(rows).toContainEqual({ state: 'paused', reason: 'meal' })
  })
})
