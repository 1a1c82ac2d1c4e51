import type { Account } from '#core/accounts/account.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { post } from '#core/ledger/post.ts'
import { BillTable, LateFeeWaiverTable, SettlementTable } from './billing.table.ts'
import { type FeeEvent, replayFee } from './billFee.ts'
import { loadTariffs } from './loadTariffs.ts'
import type { Settlement } from './settlement.ts'

/** What a receipt's money is taken back from. */
export interface Undone {
  /** Of bills that are open again. */
  principal: Fen
  fee: Fen
  /** The account's prepayment now, enough for the rest of the receipt. */
  prepayment: Fen
}

/**
 * A step, under the account's lock: the bills that a receipt has paid are open again, with the late fee they would have
 * if it had never come. Money of it that is prepayment by now, because it was too much or its bill was cancelled, must
 * still be there: where prepayment has paid later bills, the newest of these are opened again until it is.
 */
export async function undoSettlements(
  tx: Transaction,
  account: Pick<Account, 'id' | 'prepayment'>,
  receiptId: string,
  today: BusinessDate,
  now: number,
): Promise<Undone> {
  const [receipt]: { amount: number }[] = await tx.query('select amount from receipt where id = ?', [receiptId])
  if (!receipt) throw new Error(`no receipt ${receiptId} to undo`)
  const own = await tx.findBy(SettlementTable, { receiptId, state: 'active' })
  let prepayment: number = account.prepayment
  const giveBack = async (settlement: Settlement) => {
    await undo(tx, settlement)
    await postUndone(tx, settlement, today, now)
    prepayment += settlement.principal + settlement.fee
  }
  for (const settlement of own) {
    // What prepayment has paid of the bill afterwards paid principal before a fee that is owed again.
    for (const later of await fromPrepayment(tx, account.id, settlement)) await giveBack(later)
    await undo(tx, settlement)
  }
  const principal = fen(own.reduce((total, settlement) => total + settlement.principal, 0))
  const fee = fen(own.reduce((total, settlement) => total + settlement.fee, 0))
  const needed = receipt.amount - principal - fee
  if (prepayment < needed) {
    for (const settlement of await fromPrepayment(tx, account.id)) {
      if (prepayment >= needed) break
      await giveBack(settlement)
    }
  }
  if (prepayment < needed)
    throw new Error(`account ${account.id} lacks the prepayment that receipt ${receiptId} brought`)
  return { principal, fee, prepayment: fen(prepayment) }
}

/** What prepayment has paid, the newest first: of one bill after a settlement, or of all. */
function fromPrepayment(tx: Transaction, accountId: string, after?: Settlement): Promise<Settlement[]> {
  const found = tx
    .createQueryBuilder(SettlementTable, 's')
    .where(`s.accountId = :accountId and s.receiptId is null and s.state = 'active'`, { accountId })
    .orderBy('s.id', 'DESC')
  if (after) found.andWhere('s.billId = :billId and s.id > :id', { billId: after.billId, id: after.id })
  return found.getMany()
}

async function undo(tx: Transaction, settlement: Settlement) {
  await tx.update(SettlementTable, { id: settlement.id }, { state: 'undone' })
  const bill = await tx.findOneByOrFail(BillTable, { id: settlement.billId })
  const policy = (await loadTariffs(tx)).lateFee(bill.tariffId)
  const { paid, feePaid, feeMicro, feeAccruedTo } = replayFee(bill, await feeEvents(tx, bill.id), policy)
  const state = paid === bill.amount ? ('settled' as const) : ('open' as const)
  await tx.update(BillTable, { id: bill.id }, { paid, feePaid, feeMicro, feeAccruedTo, state })
}

/** In the sequence in which they happened. */
async function feeEvents(tx: Transaction, billId: string): Promise<FeeEvent[]> {
  const settlements = await tx.findBy(SettlementTable, { billId, state: 'active' })
  const waivers = await tx.findBy(LateFeeWaiverTable, { billId, state: 'approved' })
  const events = [
    ...settlements.map(({ id, settledOn, principal, fee }) => ({ id, event: { on: settledOn, principal, fee } })),
    ...waivers.map(({ decidedAt, waiver }) => {
      const at = decidedAt ?? 0
      // An id made now sorts among the settlements by the time it carries.
      return { id: newId(at), event: { on: dateOf(at), waiver } }
    }),
  ]
  return events.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ event }) => event)
}

async function postUndone(
  tx: Transaction,
  { id, accountId, principal, fee }: Settlement,
  today: BusinessDate,
  now: number,
) {
  const amounts = { prepayment: fen(-principal - fee), receivable: principal, 'revenue.lateFee': fee }
  await post(tx, [{ kind: 'settlementUndone', sourceId: id, accountId, bookedOn: today, amounts }], now)
}
