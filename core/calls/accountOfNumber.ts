import type { Database } from '#core/kernel/database.ts'

/** The account of a number, for what everybody may know of its place. */
export async function accountOfNumber({ database }: { database: Database }, number: string): Promise<string | null> {
  const [row]: { id: string }[] = await database.read.query(
    'select id from account where number = ? and closedOn is null',
    [number],
  )
  return row?.id ?? null
}
