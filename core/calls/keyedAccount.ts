import type { Database } from '#core/kernel/database.ts'

/** The account that a caller keyed in, proven by the last four digits of the telephone on file; null otherwise. */
export async function proveAccount(
  { database }: { database: Database },
  { accountNumber, phoneTail }: { accountNumber: string; phoneTail: string },
): Promise<string | null> {
  if (!/^\d{4}$/.test(phoneTail)) return null
  const [row]: { id: string; phone: string | null }[] = await database.read.query(
    `select a.id, c.phone from account a join customer c on c.id = a.customerId
      where a.number = ? and a.closedOn is null`,
    [accountNumber],
  )
  return row?.phone?.endsWith(phoneTail) === true ? row.id : null
}

/** The account of a number, for what everybody may know of its place. */
export async function accountOfNumber({ database }: { database: Database }, number: string): Promise<string | null> {
  const [row]: { id: string }[] = await database.read.query(
    'select id from account where number = ? and closedOn is null',
    [number],
  )
  return row?.id ?? null
}
