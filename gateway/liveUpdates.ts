import { setImmediate } from 'node:timers/promises'
import { billingRunFinished } from '#core/billing/billing.events.ts'
import type { HubEvents } from '#core/contract/events.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Handler, on } from '#core/kernel/delivery.ts'
import { ledgerDrifted } from '#core/ledger/ledger.events.ts'
import { outageChanged } from '#core/outages/outages.events.ts'
import { moneyReceived, receiptReversed } from '#core/payments/payments.events.ts'
import { rootPath } from '#core/staff/staff.ts'
import { voicemailChanged, voicemailKept } from '#core/voicemails/voicemails.events.ts'
import { workOrderChanged } from '#core/workorders/workorders.events.ts'
import { invoiceFailed, invoiceIssued } from '#invoices/issuing/invoices.events.ts'
import { invoiceReddened } from '#invoices/redLetters/redLetters.events.ts'
import type { CallNews } from './callcenter.ts'
import type { Sockets } from './sockets/sockets.ts'

interface Deps {
  database: Database
  sockets: Sockets<HubEvents>
}

/** What open pages hear of what happened. They hear it at least once; the truth is what they then ask for. */
export function createLiveUpdates({ database, sockets }: Deps): Handler[] {
  async function tellResidents(accountId: string, paymentId: string | null) {
    const bound: { residentId: string }[] = await database.read.query(
      'select residentId from binding where accountId = ?',
      [accountId],
    )
    for (const { residentId } of bound) sockets.toResident(residentId, 'account.moneyChanged', { accountId, paymentId })
  }
  async function tellOfInvoice(news: { invoiceId: string; accountId: string; state: string }) {
    const bound: { residentId: string }[] = await database.read.query(
      'select residentId from binding where accountId = ?',
      [news.accountId],
    )
    for (const { residentId } of bound) sockets.toResident(residentId, 'invoice.changed', news)
  }
  async function unitPathOf(accountId: string): Promise<string | undefined> {
    const [unit]: { path: string }[] = await database.read.query(
      'select u.path from account a join org_unit u on u.id = a.unitId where a.id = ?',
      [accountId],
    )
    return unit?.path
  }
  const pathOf = (table: 'outage' | 'work_order' | 'voicemail', id: string): Promise<{ path: string }[]> =>
    database.read.query(`select u.path from ${table} t join org_unit u on u.id = t.unitId where t.id = ?`, [id])
  return [
    on(moneyReceived, 'live.moneyReceived', {
      async send({ receiptId, accountId, paymentId, channel, amount }) {
        sockets.toStaff('receipt.booked', { receiptId, accountId, channel, amount }, await unitPathOf(accountId))
        await tellResidents(accountId, paymentId)
      },
    }),
    on(receiptReversed, 'live.receiptReversed', {
      async send({ receiptId, accountId, channel, amount }) {
        sockets.toStaff('receipt.reversed', { receiptId, accountId, channel, amount }, await unitPathOf(accountId))
        await tellResidents(accountId, null)
      },
    }),
    ...(
      [
        [invoiceIssued, 'issued'],
        [invoiceFailed, 'failed'],
        [invoiceReddened, 'red'],
      ] as const
    ).map(([type, state]) =>
      on(type, `live.${type.topic}`, {
        send: ({ invoiceId, accountId }) => tellOfInvoice({ invoiceId, accountId, state }),
      }),
    ),
    on(outageChanged, 'live.outageChanged', {
      async send({ outageId, state }) {
        const [unit] = await pathOf('outage', outageId)
        sockets.toStaff('outage.changed', { outageId, state }, unit?.path)
        for await (const residentIds of residentsOf(database, outageId))
          for (const residentId of residentIds) sockets.toResident(residentId, 'outage.changed', { outageId, state })
      },
    }),
    on(workOrderChanged, 'live.workOrderChanged', {
      async send({ workOrderId, state, residentId }) {
        const [unit] = await pathOf('work_order', workOrderId)
        sockets.toStaff('workorder.changed', { workOrderId, state }, unit?.path)
        if (residentId !== null) sockets.toResident(residentId, 'workorder.changed', { workOrderId, state })
      },
    }),
    on(voicemailKept, 'live.voicemailKept', {
      async send(news) {
        const [unit] = await pathOf('voicemail', news.voicemailId)
        if (unit) sockets.toStaff('voicemail.kept', news, unit.path)
      },
    }),
    on(voicemailChanged, 'live.voicemailChanged', {
      async send(news) {
        const [unit] = await pathOf('voicemail', news.voicemailId)
        if (unit) sockets.toStaff('voicemail.changed', news, unit.path)
      },
    }),
    on(billingRunFinished, 'live.billingRunFinished', {
      async send({ runId }) {
        sockets.toStaff('billingRun.finished', { runId })
      },
    }),
    on(ledgerDrifted, 'live.ledgerDrifted', {
      async send({ date, drifts }) {
        sockets.toStaff('ledger.drifted', { date, drifts }, rootPath)
      },
    }),
  ]
}

const mostAtOnce = 500

/** Whoever is bound to an account without water, some hundreds at a time: a city has more than one turn can tell. */
async function* residentsOf({ read }: Database, outageId: string): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const rows: { residentId: string }[] = await read.query(
      `select distinct b.residentId from outage_affected x join binding b on b.accountId = x.accountId
        where x.outageId = ? and b.residentId > ? order by b.residentId limit ${mostAtOnce}`,
      [outageId, after],
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ residentId }) => residentId)
    if (rows.length < mostAtOnce) return
    after = last.residentId
    await setImmediate()
  }
}

/** The telephone's news need no outbox: whoever was away asks what is. */
export const tellOfCalls = (sockets: Sockets<HubEvents>): CallNews => ({
  seatChanged: (seat) => sockets.toMembers(seat.staffId === null ? [] : [seat.staffId], 'seat.changed', { seat }),
  callChanged: (call, staffIds) => sockets.toMembers(staffIds, 'call.changed', call),
  queueChanged: (queue) => sockets.toStaff('queue.changed', queue),
})
