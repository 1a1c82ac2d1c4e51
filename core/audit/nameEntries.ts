import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { AuditEntry } from './audit.table.ts'

export interface NamedEntry extends AuditEntry {
  /** Of staff and partners; null for residents, whose names nobody needs here, and for machines. */
  actorName: string | null
  accountNumber: string | null
}

/** Entries of the audit trail with what people call those who are in them. */
export async function nameEntries(
  { database }: { database: Database },
  entries: readonly AuditEntry[],
): Promise<NamedEntry[]> {
  const by = (kind: AuditEntry['actorKind']) =>
    entries.filter(({ actorKind }) => actorKind === kind).map(({ actorId }) => actorId)
  const accountIds = entries.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))
  const [staff, partners, accounts] = await Promise.all([
    wordsOf(database, 'staff', 'name', by('staff')),
    wordsOf(database, 'partner', 'name', by('partner')),
    wordsOf(database, 'account', 'number', accountIds),
  ])
  return entries.map((entry) => ({
    ...entry,
    actorName: (entry.actorKind === 'staff' ? staff : partners).get(entry.actorId) ?? null,
    accountNumber: entry.accountId === null ? null : (accounts.get(entry.accountId) ?? null),
  }))
}

async function wordsOf(
  { read }: Database,
  table: 'staff' | 'partner' | 'account',
  column: 'name' | 'number',
  wanted: readonly string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(wanted)]
  if (ids.length === 0) return new Map()
  const rows: { id: string; word: string }[] = await read.query(
    `select id, ${column} as word from ${table} where id in ${placeholders(ids)}`,
    ids,
  )
  return new Map(rows.map(({ id, word }) => [id, word]))
}
