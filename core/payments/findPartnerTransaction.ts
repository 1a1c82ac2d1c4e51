import type { Database } from '#core/kernel/database.ts'
import type { Receipt, Reversal } from './payment.ts'
import { ReceiptTable, ReversalTable } from './payment.table.ts'

/** What became of a serial, for a partner that got no answer. */
export type PartnerTransaction =
  | { state: 'unknown' }
  | { state: 'paid' | 'reversed'; receipt: Receipt }
  | { state: 'reversal'; reversal: Reversal }

export async function findPartnerTransaction(
  { database }: { database: Database },
  channel: string,
  serial: string,
): Promise<PartnerTransaction> {
  const receipt = await database.read.findOneBy(ReceiptTable, { channel, transactionId: serial })
  if (receipt) return { state: receipt.reversedAt === null ? 'paid' : 'reversed', receipt }
  const reversal = await database.read.findOneBy(ReversalTable, { channel, transactionId: serial })
  return reversal ? { state: 'reversal', reversal } : { state: 'unknown' }
}
