import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'

export interface NumberedReceipt {
  id: string
  number: string
  accountNumber: string
  amount: Fen
  receivedAt: number
}

/** Receipts whose number begins so, newest first, of the accounts whose payments the principal may read. */
export async function findReceiptsByNumber(
  { database }: { database: Database },
  principal: Pick<StaffPrincipal, 'grants'>,
  typed: string,
  most = 10,
): Promise<NumberedReceipt[]> {
  const beginning = typed.toUpperCase()
  if (!/^SK\d[\d-]*$/.test(beginning)) return []
  const scope = unitIn(scopeOf(principal, 'payment.read'), 'a.unitId')
  const rows: NumberedReceipt[] = await database.read.query(
    `select r.id, r.number, a.number as accountNumber, r.amount, r.receivedAt
       from receipt r join account a on a.id = r.accountId
      where ${scope.sql} and r.number >= ? and r.number < ? order by r.number desc limit ?`,
    [...scope.parameters, beginning, `${beginning}:`, most],
  )
  return rows.map((row) => ({ ...row, amount: fen(Number(row.amount)), receivedAt: Number(row.receivedAt) }))
}
