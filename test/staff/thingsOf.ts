import { AccountTable } from '#core/accounts/account.table.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { CallRecordTable } from '#core/calls/call.table.ts'
import { system } from '#core/kernel/actor.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { litres } from '#core/kernel/litres.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { keepVoicemail } from '#core/voicemails/keepVoicemail.ts'
import { demoSeller } from '#gateway/seller.ts'
import { requestInvoice } from '#invoices/issuing/requestInvoice.ts'
import { saveTitle } from '#invoices/titles/saveTitle.ts'
import { addAcceptedReading, createHousehold } from '../household.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { unknownParams } from '../hub/samples.ts'
import type { TestHub } from '../hub/testHub.ts'
import { housePassword } from '../staffHouse.ts'
import type { About } from './staffRoutes.ts'

/** One thing of every kind that a unit can have, at this one. `marks`: an answer with one of them shows one of them. */
export async function thingsOf(
  database: Database,
  { url, house }: TestHub,
  unitId: string,
): Promise<About & { marks: readonly string[] }> {
  const admin = staffCaller(url, await staffCookieFor(url, 'admin', housePassword))
  const now = systemClock()
  const today = dateOf(now)
  const { account, customer, meter, resident } = await createHousehold(database)
  const { id: accountId, number: accountNumber } = account
  const routeId = newId(now)
  const callId = newId(now)
  await database.transaction(async (tx) => {
    await tx.insert(ReadingRouteTable, { id: routeId, routeCode: routeId.slice(-6), name: '走查表册', unitId })
    await tx.update(AccountTable, { id: accountId }, { unitId, routeId })
    await addAcceptedReading(tx, meter, { readOn: addDays(today, -40), register: 20_000, volume: 20_000 })
    await tx.insert(CallRecordTable, endedCall(callId, accountId, now))
  })
  const bill = await issueBill({ database, clock: () => startOf(addDays(today, -40)) }, system('test'), accountId)
  const { id: waiverId } = await admin('POST /api/staff/bills/:billId/waivers', {
    params: { billId: bill.id },
    body: { waiver: { kind: 'byRatio', ppm: 1_000 }, reason: '走查' },
  })
  const { id: receiptId } = await admin('POST /api/staff/receipts', {
    // More than it comes to: there may be a late fee.
    body: { serial: newId(now), accountNumber, amount: fen(bill.amount + 10_000) },
  })
  const deps = { database, clock: systemClock }
  const title = { id: newId(now), kind: 'personal' as const, name: '张三丰', taxNumber: null, isDefault: true }
  const { id: titleId } = await saveTitle(deps, resident, title)
  const { id: invoiceId } = await requestInvoice({ ...deps, seller: demoSeller }, resident, {
    id: newId(now),
    accountId,
    billIds: [bill.id],
    receiptIds: [],
    titleId,
  })
  const { id: readingId } = await admin('POST /api/staff/meters/:meterId/readings', {
    params: { meterId: meter.id },
    body: { readOn: addDays(today, -1), register: litres(9_000), kind: 'actual' },
  })
  const runId = newId(now)
  await admin('POST /api/staff/billing-runs', { body: { id: runId, routeId, through: today } })
  const { staffId } = await house.hire(`some${routeId.slice(-6).toLowerCase()}`, unitId, ['agent'])
  const outageId = newId(now)
  const area = [{ kind: 'accounts' as const, accountNumbers: [accountNumber] }]
  const times = { plannedFrom: now + 3_600_000, plannedTo: now + 7_200_000 }
  await admin('PUT /api/staff/outages/:outageId', {
    params: { outageId },
    body: { unitId, kind: 'emergency', area, ...times, alternativeSupply: null, place: '走查路', reason: '走查' },
  })
  const { id: workOrderId } = await admin('POST /api/staff/work-orders', {
    body: {
      id: newId(now),
      kind: 'leak',
      accountId,
      place: null,
      position: null,
      description: '走查',
      contactPhone: null,
      photoIds: [],
      unitId,
    },
  })
  const { id: voicemailId } = await keepVoicemail(
    { ...deps, numbers: createNumbers(deps) },
    {
      recording: callId,
      callId,
      purpose: 'voicemail',
      callerNumber: customer.phone,
      takenAt: now,
      lengthMs: 4_000,
      blobId: '0'.repeat(32),
      mediaType: 'audio/mpeg',
      playable: false,
    },
  )
  const known = {
    accountId,
    billId: bill.id,
    meterId: meter.id,
    readingId,
    receiptId,
    waiverId,
    invoiceId,
    runId,
    staffId,
    outageId,
    workOrderId,
    voicemailId,
    callId,
  }
  return {
    params: { ...unknownParams, ...known, accountNumber },
    fields: { unitId, parentId: unitId, routeId, area, accountNumber },
    marks: [...Object.values(known), accountNumber, routeId],
  }
}

const endedCall = (id: string, accountId: string, at: number) => ({
  id,
  kind: 'inbound' as const,
  number: '',
  channel: null,
  accountId,
  phase: 'over' as const,
  live: false,
  startedAt: at,
  queuedAt: null,
  answeredAt: null,
  endedAt: at,
  outcome: 'selfService' as const,
  seat: null,
  staffId: null,
  callbackOf: null,
  aboutKind: null,
  aboutId: null,
  state: {},
  version: 1,
})
