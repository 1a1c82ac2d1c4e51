import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { VoicemailTable } from '#core/voicemails/voicemail.table.ts'
import { createBillingHouse } from '#test/billing/billingHouse.ts'
import { type CallHouse, createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { viewCaller } from './viewCaller.ts'

describe.each(databases)('the page of who is calling on $kind', ({ open }) => {
  let database: Database
  let calls: CallHouse
  let billing: ReturnType<typeof createBillingHouse>
  let home: Awaited<ReturnType<typeof billing.newHome>>
  beforeEach(async () => {
    database = await open()
    billing = createBillingHouse(database)
    calls = await createCallHouse(database, billing.deps.clock)
    home = await billing.newHome()
  })
  afterEach(() => database.close())

  /** A call of this household that rings, or has been answered, at an agent's seat. */
  async function callAt(agent: { staffId: string; seat: string }, answered: boolean, given = {}) {
    const at = billing.deps.clock()
    const leg = { seat: agent.seat, staffId: agent.staffId, rungAt: at, answeredAt: answered ? at : null }
    const phase = answered ? 'talking' : 'ringing'
    return calls.call({ phase, number: home.customer.phone, ...given }, [leg])
  }
  const moveTo = (unitId: string) =>
    database.transaction((tx) => tx.update(AccountTable, { id: home.accountId }, { unitId }))

  it('shows the account by the telephone on file, masked until the call is answered', async () => {
    await moveTo(calls.house.north.id)
    const lin = await calls.seated('lin')
    const ringing = await callAt(lin, false)
    const [masked] = (await viewCaller(billing.deps, lin.principal, ringing.id)).accounts
    expect(masked).toMatchObject({ number: home.account.number, knownBy: 'phone', masked: true })
    expect(JSON.stringify(masked)).not.toContain(home.customer.name)
    expect(JSON.stringify(masked)).not.toContain(home.customer.phone)
    expect(masked?.premises).not.toMatch(/\d/)

    const answered = await callAt(lin, true)
    const page = await viewCaller(billing.deps, lin.principal, answered.id)
    expect(page.accounts).toEqual([
      expect.objectContaining({
        masked: false,
        name: home.customer.name,
        phone: home.customer.phone,
        premises: home.account.premises,
        arrears: expect.objectContaining({ bills: 1 }),
      }),
    ])
    expect(page.accounts[0]?.arrears.total).toBeGreaterThan(0)
  })

  it('stays masked for who may not read accounts of that unit', async () => {
    await moveTo(calls.house.south.id)
    const lin = await calls.seated('lin')
    const call = await callAt(lin, true)
    expect((await viewCaller(billing.deps, lin.principal, call.id)).accounts[0]).toMatchObject({ masked: true })
  })

  it('is for whom the call concerns and for supervisors, and every look is written down', async () => {
    const [lin, wang] = [await calls.seated('lin'), await calls.seated('wang')]
    const call = await callAt(lin, true)
    const supervisor = await calls.house.hire('boss', calls.house.root.id, ['supervisor'])
    await expect(viewCaller(billing.deps, wang.principal, call.id)).rejects.toMatchObject({ code: 'calls.notYours' })
    await expect(viewCaller(billing.deps, wang.principal, newId(0))).rejects.toMatchObject({ code: 'calls.unknown' })
    await viewCaller(billing.deps, lin.principal, call.id)
    await viewCaller(billing.deps, supervisor, call.id)
    const looks: { actorId: string; subjectId: string }[] = await database.read.query(
      "select actorId, subjectId from audit where action = 'call.callerViewed' order by id",
    )
    expect(looks).toEqual([
      { actorId: lin.staffId, subjectId: call.id },
      { actorId: supervisor.staffId, subjectId: call.id },
    ])
  })

  it('knows by its keys whose account it is about, and tells that apart', async () => {
    const lin = await calls.seated('lin')
    const call = await callAt(lin, true, { number: '13700000000', accountId: home.accountId })
    const { accounts } = await viewCaller(billing.deps, lin.principal, call.id)
    expect(accounts).toEqual([expect.objectContaining({ id: home.accountId, knownBy: 'keys' })])
  })

  it('lists earlier calls and messages of the number and the account, not this call', async () => {
    const lin = await calls.seated('lin')
    const earlier = await calls.call({ number: `0${home.customer.phone}`, outcome: 'abandoned' })
    const other = await calls.call({ number: '13700000000', outcome: 'answered' })
    const call = await callAt(lin, true)
    await leaveMessage({ callerNumber: home.customer.phone, callId: null, recording: 'offline-1' })
    await leaveMessage({ callerNumber: home.customer.phone, callId: call.id, recording: 'own-1' })
    await leaveMessage({ callerNumber: '13700000000', callId: null, recording: 'other-1' })
    const { contacts } = await viewCaller(billing.deps, lin.principal, call.id)
    expect(contacts.filter(({ channel }) => channel === 'call')).toMatchObject([{ id: earlier.id, text: 'abandoned' }])
    expect(contacts.filter(({ channel }) => channel === 'voicemail')).toMatchObject([{ text: 'new' }])
    expect(contacts.map(({ id }) => id)).not.toContain(other.id)
  })

  async function leaveMessage(given: { callerNumber: string; callId: string | null; recording: string }) {
    const at = billing.deps.clock()
    const id = newId(at)
    const nothing = { accountId: null, assignedTo: null, workOrderId: null, note: null }
    const row = {
      id,
      number: id,
      purpose: 'voicemail' as const,
      unitId: calls.house.root.id,
      lengthMs: 2_000,
      blobId: 'b',
      mediaType: 'audio/mpeg',
      playable: true,
      state: 'new' as const,
      takenAt: at,
      createdAt: at,
      assignedAt: null,
      doneAt: null,
      doneBy: null,
      ...nothing,
      ...given,
    }
    await database.transaction((tx) => insertRows(tx, VoicemailTable, [row]))
  }
})
