import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginInbound } from '#callcenter/calls/begin.ts'
import type { Call, Effect } from '#callcenter/calls/call.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { TelephoneTaken } from '#core/calls/telephoneOwner.ts'
import { claimSeat } from '#core/seats/claimSeat.ts'
import { SeatTable } from '#core/seats/seat.table.ts'
import { type CallHouse, createCallHouse } from '#test/calls/callHouse.ts'
import { migratedUrl, openAt, type TestDatabaseKind } from '#test/databases.ts'
import { until } from '#test/kernel/until.ts'
import { createAssign } from './assign.ts'
import { createDesk } from './desk.ts'

const kinds: { kind: TestDatabaseKind }[] = [{ kind: 'sqlite' }, { kind: 'mariadb' }]

// Two processes that both take themselves for the owner, for as long as one of them stands still: each has its own
// memory of calls and, where the database lets in two, its own connection.
describe.each(kinds)('who waits and who is free, on $kind', ({ kind }) => {
  const now = 1_790_000_000_000
  const clock = () => now
  let handles: Database[]
  let house: CallHouse

  beforeEach(async () => {
    const url = await migratedUrl(kind)
    const first = await openAt(url)
    // SQLite refuses a second process; two who share a handle still have transactions of their own.
    handles = kind === 'sqlite' ? [first] : [first, await openAt(url)]
    house = await createCallHouse(first, clock, 4)
  })
  afterEach(async () => {
    for (const handle of handles) await handle.close()
  })

  /** A process with a memory of its own. */
  function openProcess(index: number, mayStore = true) {
    const database = handles[index % handles.length] as Database
    const rings: string[] = []
    const failures: unknown[] = []
    const desk = createDesk({
      database,
      clock,
      logger: createLogger('silent'),
      ivr: waterIvr,
      after: { wrapUpMs: 0, declinedRestMs: 0 },
      requireTelephone: () => (mayStore ? Promise.resolve() : Promise.reject(new TelephoneTaken())),
      async perform(call: Call, effect: Effect) {
        if (effect.do === 'ring') rings.push(`${call.id} ${effect.seat}`)
        return null
      },
      isHeld: () => true,
      onStep: () => undefined,
    })
    const assign = createAssign({ database, desk, onFailure: (error) => failures.push(error) })
    return { desk, assign, rings, failures }
  }

  /** A caller who waits, as the queue has them. */
  async function waits(seconds: number) {
    const [begun] = beginInbound({ id: newId(now), channel: newId(now), number: '13911112222', at: now })
    const queuedAt = now - seconds * 1_000
    const state: Call = { ...begun, phase: 'waiting', queuedAt, node: 'queue', timer: null }
    return house.call({ id: state.id, channel: state.channel, phase: 'waiting', queuedAt, state })
  }
  const legs = async (): Promise<{ callId: string; seat: string }[]> =>
    (handles[0] as Database).read.query('select callId, seat from call_leg where endedAt is null')
  const seats = () => (handles[0] as Database).read.find(SeatTable)

  it.each([
    { callers: 6, agents: 3 },
    { callers: 2, agents: 4 },
  ])('meet once each, $callers and $agents of them, whoever brings them together', async ({ callers, agents }) => {
    const names = ['lin', 'wang', 'zhao', 'sun'].slice(0, agents)
    for (const name of names) await house.seated(name)
    const records = await Promise.all(Array.from({ length: callers }, (_, index) => waits(callers - index)))
    const processes = [openProcess(0), openProcess(1)]
    for (const { desk } of processes) for (const record of records) desk.adopt(record)
    for (const { assign } of processes) assign()
    const pairs = Math.min(callers, agents)
    await until(async () => (await legs()).length >= pairs)
    for (const { assign } of processes) assign()
    await until(() => processes.flatMap(({ rings }) => rings).length >= pairs)
    for (const { desk } of processes) await desk.stop()

    const rung = await legs()
    expect(new Set(rung.map(({ callId }) => callId)).size).toBe(pairs)
    expect(new Set(rung.map(({ seat }) => seat)).size).toBe(pairs)
    expect(rung).toHaveLength(pairs)
    // Each was rung by one of the two, and who has waited longest first.
    expect(processes.flatMap(({ rings }) => rings).toSorted()).toEqual(
      rung.map(({ callId, seat }) => `${callId} ${seat}`).toSorted(),
    )
    expect(new Set(rung.map(({ callId }) => callId))).toEqual(new Set(records.slice(0, pairs).map(({ id }) => id)))
    const ringing = (await seats()).filter(({ state }) => state === 'ringing')
    expect(ringing.map(({ seat, callId }) => ({ seat, callId })).toSorted(bySeat)).toEqual(
      rung.map(({ seat, callId }) => ({ seat, callId })).toSorted(bySeat),
    )
    expect(processes.flatMap(({ failures }) => failures)).toEqual([])
  })

  it('are one pair for one agent, who two processes would give to different callers', async () => {
    const lin = await house.seated('lin')
    const processes = [openProcess(0), openProcess(1)]
    for (const { desk } of processes) desk.adopt(await waits(1))
    for (const { assign } of processes) assign()
    await until(() => processes.flatMap(({ rings }) => rings).length > 0)
    for (const { desk } of processes) await desk.stop()
    expect(await legs()).toMatchObject([{ seat: lin.seat }])
    expect(processes.flatMap(({ rings }) => rings)).toHaveLength(1)
  })

  it('are one pair for one caller, whom two processes would give to different agents', async () => {
    const agents = [await house.seated('lin'), await house.seated('wang')]
    const record = await waits(1)
    const processes = [openProcess(0), openProcess(1)]
    for (const { desk } of processes) desk.adopt(record)
    const had = await Promise.all(
      processes.map(({ desk }, index) => {
        const { seat, staffId, contact } = agents[index] as (typeof agents)[number]
        const claim = { seat, staffId, contact, callId: record.id }
        return desk.tell(record.id, { type: 'agentFound', seat, staffId, contact }, (tx) =>
          claimSeat(tx, claim, { now }),
        )
      }),
    )
    expect(had.filter(Boolean)).toHaveLength(1)
    expect(await legs()).toHaveLength(1)
    // Whose claim came too late is free again: it was in the same transaction.
    expect((await seats()).filter(({ state }) => state === 'ringing')).toHaveLength(1)
    expect((await seats()).filter(({ state }) => state === 'free')).toHaveLength(1)
    for (const { desk } of processes) await desk.stop()
  })

  it('are not brought together by a process that does not own the telephone any more', async () => {
    await house.seated('lin')
    const record = await waits(1)
    const late = openProcess(0, false)
    late.desk.adopt(record)
    late.assign()
    await until(() => late.failures.length > 0)
    expect(late.failures[0]).toBeInstanceOf(TelephoneTaken)
    expect(await legs()).toEqual([])
    expect((await seats()).map(({ state }) => state)).not.toContain('ringing')
    expect(late.rings).toEqual([])
    await late.desk.stop()
  })
})

const bySeat = (one: { seat: string }, other: { seat: string }) => (one.seat < other.seat ? -1 : 1)
