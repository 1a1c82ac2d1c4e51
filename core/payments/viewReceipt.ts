import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import type { Receipt } from './payment.ts'
import { ReceiptTable, ReversalTable } from './payment.table.ts'
import { receiptUnknown } from './payments.errors.ts'

export interface PaidBill {
  billId: string
  fromDate: BusinessDate
  toDate: BusinessDate
  principal: Fen
  fee: Fen
}

export interface ViewedReceipt {
  receipt: Receipt
  accountNumber: string
  name: string
  premises: string
  channelName: string | null
  /** Oldest first; also those whose payment was undone by a reversal. */
  bills: PaidBill[]
  reversal: { reason: string; reversedAt: number } | null
}

interface WhoseRow {
  accountNumber: string
  name: string
  premises: string
  unitId: string
  channelName: string | null
}

/** One receipt with whose it is and what it paid; that staff looked is written down. @throws DomainError `receipt.unknown`, `account.unknown` */
export async function viewReceipt(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  receiptId: string,
): Promise<ViewedReceipt> {
  const { read } = database
  const receipt = await read.findOneBy(ReceiptTable, { id: receiptId })
  if (!receipt) throw receiptUnknown()
  const { accountId } = receipt
  await requireAccountAt(read, principal, 'payment.read', accountId)
  const [whose]: WhoseRow[] = await read.query(
    `select a.number as accountNumber, c.name, a.premises, a.unitId,
            (select p.name from partner p where p.code = ?) as channelName
       from account a join customer c on c.id = a.customerId where a.id = ?`,
    [receipt.channel, accountId],
  )
  if (!whose) throw receiptUnknown()
  const bills: PaidBill[] = await read.query(
    `select s.billId, b.fromDate, b.toDate, s.principal, s.fee from settlement s join bill b on b.id = s.billId
      where s.receiptId = ? order by b.toDate, s.id`,
    [receiptId],
  )
  const reversal = await read.findOneBy(ReversalTable, { receiptId })
  const { unitId, ...account } = whose
  const act = { action: 'receipt.viewed', subject: { kind: 'receipt', id: receiptId }, accountId, unitId }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return {
    receipt,
    ...account,
    bills: bills.map((bill) => ({
      ...bill,
      principal: fen(Number(bill.principal)),
      fee: fen(Number(bill.fee)),
    })),
    reversal: reversal && { reason: reversal.reason, reversedAt: reversal.reversedAt },
  }
}
