import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { noteContact } from '#core/seats/noteContact.ts'
import { type CallHouse, createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { absentExchange } from './absentExchange.ts'
import type { CallControl, DialWish } from './callControl.ts'
import { dialNumber, hangUpCall, transferCall } from './controlCall.ts'

describe.each(databases)('the control of calls on $kind', ({ open }) => {
  let database: Database
  let house: CallHouse
  const now = 1_790_000_000_000
  const dialled: DialWish[] = []
  const ended: string[] = []
  const transferred: unknown[] = []
  const callControl: CallControl = {
    ...absentExchange,
    dial: async (wish) => void dialled.push(wish),
    hangUp: async (callId) => void ended.push(callId),
    transfer: async (wish) => void transferred.push(wish),
  }
  const deps = () => ({ database, clock: () => now, callControl, ownNumbers: ['966566'] })

  beforeEach(async () => {
    for (const list of [dialled, ended, transferred]) list.length = 0
    database = await open()
    house = await createCallHouse(database, () => now)
  })
  afterEach(() => database.close())

  const dial = (
    agent: { principal: Parameters<typeof dialNumber>[1] },
    wish: Partial<Parameters<typeof dialNumber>[2]>,
  ) => dialNumber(deps(), agent.principal, { id: newId(now), number: '13811112222', about: null, ...wish })
  const acts = async (action: string) => {
    const rows: unknown[] = await database.read.query('select id from audit where action = ?', [action])
    return rows.length
  }

  it('ring a number for who has a registered seat and no call, about what there is, and it is written down', async () => {
    const lin = await house.seated('lin')
    const earlier = await house.call({ outcome: 'abandoned' })
    await dial(lin, { about: { kind: 'call', id: earlier.id } })
    expect(dialled).toMatchObject([{ seat: lin.seat, contact: lin.contact, about: { id: earlier.id } }])
    expect(await acts('call.dialled')).toBe(1)
    for (const kind of ['call', 'voicemail'] as const) {
      const about = { kind, id: newId(now) }
      await expect(dial(lin, { about })).rejects.toMatchObject({ code: 'calls.aboutUnknown' })
    }
    await expect(dial(lin, { number: '+4412345678' })).rejects.toMatchObject({ code: 'calls.numberRefused' })
    const wang = { principal: await house.agent('wang') }
    await expect(dial(wang, {})).rejects.toMatchObject({ code: 'seats.none' })
    await noteContact(deps(), lin.seat, null)
    await expect(dial(lin, {})).rejects.toMatchObject({ code: 'seats.offline' })
    expect(dialled).toHaveLength(1)
  })

  it('ring nobody twice for one wish', async () => {
    const lin = await house.seated('lin')
    const made = await house.call({ kind: 'outbound', number: '13811112222', staffId: lin.staffId })
    await dial(lin, { id: made.id })
    expect(dialled).toEqual([])
    const wang = await house.seated('wang')
    await expect(dial(wang, { id: made.id, number: '13833334444' })).rejects.toMatchObject({ code: 'calls.notYours' })
  })

  it('end and pass on a call for whom it belongs to; a supervisor ends any, which is written down', async () => {
    const [lin, wang] = [await house.seated('lin'), await house.seated('wang')]
    const leg = { seat: lin.seat, staffId: lin.staffId, rungAt: now, answeredAt: now }
    const call = await house.call({ phase: 'talking' }, [leg])
    await expect(hangUpCall(deps(), wang.principal, call.id)).rejects.toMatchObject({ code: 'calls.notYours' })
    const to = { callId: call.id, seat: wang.seat }
    await expect(transferCall(deps(), wang.principal, to)).rejects.toMatchObject({ code: 'calls.notYours' })
    await transferCall(deps(), lin.principal, to)
    expect(transferred).toEqual([{ ...to, leg: 1 }])
    await expect(transferCall(deps(), lin.principal, { ...to, seat: 'seat99' })).rejects.toMatchObject({
      code: 'seats.unknown',
    })
    await hangUpCall(deps(), lin.principal, call.id)
    expect(await acts('call.endedBySupervisor')).toBe(0)
    const supervisor = await house.house.hire('boss', house.house.root.id, ['supervisor'])
    await hangUpCall(deps(), supervisor, call.id)
    expect(await acts('call.endedBySupervisor')).toBe(1)
    expect(ended).toEqual([call.id, call.id])
    await expect(hangUpCall(deps(), lin.principal, newId(now))).rejects.toMatchObject({ code: 'calls.unknown' })
    const over = await house.call({ outcome: 'answered', endedAt: now }, [{ ...leg, endedAt: now }])
    await hangUpCall(deps(), lin.principal, over.id)
    expect(ended).toHaveLength(2)
  })
})
