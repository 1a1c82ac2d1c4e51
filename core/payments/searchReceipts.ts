import { maskName } from '#core/accounts/mask.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { Receipt } from './payment.ts'

export interface ReceiptFilter {
  /** Days on which they were booked, both included. */
  from?: BusinessDate | undefined
  to?: BusinessDate | undefined
  channel?: string | undefined
  accountNumber?: string | undefined
  /** Amounts in fen, both included. */
  least?: number | undefined
  most?: number | undefined
  reversed?: boolean | undefined
}

export interface FoundReceipt extends Omit<Receipt, 'transactionId' | 'paymentId' | 'subChannel' | 'invoicedAt'> {
  accountNumber: string
  /** Masked. */
  accountName: string
  /** Of a collection partner; null for the other channels. */
  channelName: string | null
}

export interface ReceiptTotals {
  receipts: number
  amount: Fen
  /** Of them. */
  reversed: number
  reversedAmount: Fen
}

interface Deps {
  database: Database
}

/** Receipts of the accounts that the principal looks after, newest first; `before` is the id of the last one seen. */
export async function searchReceipts(
  { database }: Deps,
  principal: Pick<StaffPrincipal, 'grants'>,
  { before, limit = 50, ...filter }: ReceiptFilter & { before?: string | undefined; limit?: number | undefined },
): Promise<FoundReceipt[]> {
  const { sql, parameters } = fitting(principal, filter)
  const [further, end] = before === undefined ? ['', []] : [' and r.id < ?', [before]]
  const rows: FoundReceipt[] = await database.read.query(
    `select r.id, r.number, r.channel, r.accountId, r.amount, r.toBills, r.toLateFees, r.toPrepayment, r.bookedOn,
            r.receivedAt, r.reversedAt, a.number as accountNumber, c.name as accountName, p.name as channelName
       from receipt r join account a on a.id = r.accountId join customer c on c.id = a.customerId
       left join partner p on p.code = r.channel
      where ${sql}${further} order by r.id desc limit ?`,
    [...parameters, ...end, limit],
  )
  return rows.map((row) => ({
    ...row,
    amount: fen(Number(row.amount)),
    toBills: fen(Number(row.toBills)),
    toLateFees: fen(Number(row.toLateFees)),
    toPrepayment: fen(Number(row.toPrepayment)),
    receivedAt: Number(row.receivedAt),
    reversedAt: row.reversedAt === null ? null : Number(row.reversedAt),
    accountName: maskName(row.accountName),
  }))
}

/** What the receipts that fit come to. */
export async function totalReceipts(
  { database }: Deps,
  principal: Pick<StaffPrincipal, 'grants'>,
  filter: ReceiptFilter,
): Promise<ReceiptTotals> {
  const { sql, parameters } = fitting(principal, filter)
  const [row]: { [Name in keyof ReceiptTotals]: number | string | null }[] = await database.read.query(
    `select count(*) as receipts, sum(r.amount) as amount,
            sum(case when r.reversedAt is null then 0 else 1 end) as reversed,
            sum(case when r.reversedAt is null then 0 else r.amount end) as reversedAmount
       from receipt r join account a on a.id = r.accountId where ${sql}`,
    parameters,
  )
  return {
    receipts: Number(row?.receipts ?? 0),
    amount: fen(Number(row?.amount ?? 0)),
    reversed: Number(row?.reversed ?? 0),
    reversedAmount: fen(Number(row?.reversedAmount ?? 0)),
  }
}

function fitting(principal: Pick<StaffPrincipal, 'grants'>, filter: ReceiptFilter) {
  const scope = unitIn(scopeOf(principal, 'payment.read'), 'a.unitId')
  const conditions = [scope.sql]
  const parameters: (string | number)[] = [...scope.parameters]
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql)
    parameters.push(...values)
  }
  const { from, to, channel, accountNumber, least, most, reversed } = filter
  if (from !== undefined) add('r.bookedOn >= ?', from)
  if (to !== undefined) add('r.bookedOn <= ?', to)
  if (channel !== undefined) add('r.channel = ?', channel)
  if (accountNumber !== undefined) add('a.number = ?', accountNumber)
  if (least !== undefined) add('r.amount >= ?', least)
  if (most !== undefined) add('r.amount <= ?', most)
  if (reversed !== undefined) add(`r.reversedAt is ${reversed ? 'not ' : ''}null`)
  return { sql: conditions.join(' and '), parameters }
}
