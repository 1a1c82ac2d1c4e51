import type { Database } from '#core/kernel/database.ts'
import type { Payment, Receipt } from './payment.ts'
import { PaymentTable, ReceiptTable } from './payment.table.ts'
import { paymentUnknown } from './payments.errors.ts'

/** An account's newest receipts, newest first. */
export const listReceipts = ({ database }: { database: Database }, accountId: string, most = 50): Promise<Receipt[]> =>
  database.read.find(ReceiptTable, { where: { accountId }, order: { id: 'desc' }, take: most })

/** A resident's own payment, and the receipt that came of it. @throws DomainError `payment.unknown` */
export async function findPayment(
  { database }: { database: Database },
  residentId: string,
  paymentId: string,
): Promise<{ payment: Payment; receipt: Receipt | null }> {
  const payment = await database.read.findOneBy(PaymentTable, { id: paymentId, residentId })
  if (!payment) throw paymentUnknown()
  const receipt = await database.read.findOneBy(ReceiptTable, { paymentId })
  return { payment, receipt }
}
