import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import type { UsageClass } from '#core/billing/tariff.ts'

export interface BoundAccount {
  id: string
  number: string
  name: string
  premises: string
  usageClass: UsageClass
  population: number
  /** Unpaid bills without late fee. */
  arrears: Fen
  prepayment: Fen
  boundAt: number
}

/** The accounts that a resident is bound to, the longest bound first: unmasked, for ownership was proven. */
export async function listBoundAccounts(
  { database }: { database: Database },
  residentId: string,
): Promise<BoundAccount[]> {
  const rows: (Omit<BoundAccount, 'arrears' | 'prepayment'> & { arrears: number; prepayment: number })[] =
    await database.read.query(
      `select a.id, a.number, c.name, a.premises, a.usageClass, a.population, a.prepayment, b.boundAt,
              (select coalesce(sum(bill.amount - bill.paid), 0) from bill
                where bill.accountId = a.id and bill.state = 'open') as arrears
         from binding b join account a on a.id = b.accountId join customer c on c.id = a.customerId
        where b.residentId = ? order by b.boundAt, b.id`,
      [residentId],
    )
  return rows.map((row) => ({ ...row, arrears: fen(row.arrears), prepayment: fen(row.prepayment) }))
}
