import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import type { LedgerName } from './ledgerLine.ts'

/** Something that does not agree: what it is of, what the ledger says, what the rows beside it say. */
export interface Drift {
  check: 'entry' | 'receivable' | 'prepayment' | 'cash' | 'billPaid'
  /** Id of the entry, account or bill. */
  id: string
  ledger: Fen
  rows: Fen
}

/** What was booked on one side and the other of a ledger account, both positive. */
export interface LedgerSum {
  ledger: LedgerName
  debits: Fen
  credits: Fen
}

export interface Reconciliation {
  balanced: boolean
  debits: Fen
  credits: Fen
  /** Those on which something was booked, by name; together they are `debits` and `credits`. */
  ledgers: LedgerSum[]
  /** The first hundred. */
  drifts: Drift[]
}

const most = 100

// Each check is one statement, so that it sees one state of the database also while money is moving.
const checks: Record<Drift['check'], string> = {
  entry: `select entryId as id, sum(amount) as ledgerSays, 0 as rowsSay from ledger_line
    group by entryId having sum(amount) <> 0`,
  receivable: `select id, sum(l) as ledgerSays, sum(r) as rowsSay from (
      select accountId as id, amount as l, 0 as r from ledger_line where ledger = 'receivable'
      union all select accountId, 0, amount - paid from bill where state <> 'cancelled') both_sides
    group by id having sum(l) <> sum(r)`,
  prepayment: `select id, sum(l) as ledgerSays, sum(r) as rowsSay from (
      select accountId as id, -amount as l, 0 as r from ledger_line where ledger = 'prepayment'
      union all select id, 0, prepayment from account) both_sides
    group by id having sum(l) <> sum(r)`,
  cash: `select id, sum(l) as ledgerSays, sum(r) as rowsSay from (
      select accountId as id, amount as l, 0 as r from ledger_line where ledger = 'cash'
      union all select accountId, 0, amount from receipt where reversedAt is null) both_sides
    group by id having sum(l) <> sum(r)`,
  billPaid: `select id, sum(l) as ledgerSays, sum(r) as rowsSay from (
      select billId as id, principal + fee as l, 0 as r from settlement where state = 'active'
      union all select id, 0, paid + feePaid from bill where state <> 'cancelled') both_sides
    group by id having sum(l) <> sum(r)`,
}

/**
 * Proves the books: every entry balances, debits equal credits, and what accounts, bills and receipts say is what the
 * ledger says.
 */
export async function reconcileLedger({ database }: { database: Database }): Promise<Reconciliation> {
  const drifts: Drift[] = []
  for (const [check, sql] of Object.entries(checks) as [Drift['check'], string][]) {
    const rows: { id: string; ledgerSays: number; rowsSay: number }[] = await database.read.query(
      `${sql} limit ${most}`,
    )
    for (const { id, ledgerSays, rowsSay } of rows) {
      drifts.push({ check, id, ledger: fen(Number(ledgerSays)), rows: fen(Number(rowsSay)) })
    }
  }
  const ledgers = await sumLedgers(database)
  const debits = sum(ledgers.map((one) => one.debits))
  const credits = sum(ledgers.map((one) => one.credits))
  const balanced = debits === credits && drifts.length === 0
  return { balanced, debits, credits, ledgers, drifts: drifts.slice(0, most) }
}

async function sumLedgers({ read }: Database): Promise<LedgerSum[]> {
  const rows: { ledger: LedgerName; debits: number; credits: number }[] = await read.query(
    `select ledger, sum(case when amount > 0 then amount else 0 end) as debits,
            -sum(case when amount < 0 then amount else 0 end) as credits from ledger_line group by ledger order by ledger`,
  )
  return rows.map(({ ledger, debits, credits }) => ({
    ledger,
    debits: fen(Number(debits)),
    credits: fen(Number(credits)),
  }))
}
