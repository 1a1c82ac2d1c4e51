import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { normalise } from '../segmentText.ts'
import type { SearchMiss } from './article.ts'
import { SearchMissTable } from './article.table.ts'

interface MissDeps {
  database: Database
  clock: Clock
}

/** A longer one is nobody's search. */
const longest = 40
const keptMs = 180 * 24 * 3_600_000
const mostKept = 5_000

/**
 * Counts a search that found nothing, under its normal form. What is no text (signs, emoji), or a page of it, is not
 * counted; numbers of five digits and more, which may be somebody's, become `#`.
 */
export async function recordMiss({ database, clock }: MissDeps, text: string): Promise<void> {
  const query = normalise(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/\d{5,}/g, '#')
  if (!/\p{L}/u.test(query) || query.length > longest) return
  const now = clock()
  await database.transaction(async (tx) => {
    if (await countAgain(tx, query, now)) return
    const row: SearchMiss = { id: newId(now), query, times: 1, firstAt: now, lastAt: now }
    // Somebody else may have been the first, just now.
    if (!(await insertIfAbsent(tx, SearchMissTable, row))) await countAgain(tx, query, now)
  })
}

async function countAgain(tx: Transaction, query: string, now: number): Promise<boolean> {
  const before = await lockOne(tx, SearchMissTable, { query })
  if (!before) return false
  await tx.update(SearchMissTable, { id: before.id }, { times: before.times + 1, lastAt: now })
  return true
}

/** What was searched for in vain, the most frequent first. */
export function listMisses({ database }: Pick<MissDeps, 'database'>, limit = 50): Promise<SearchMiss[]> {
  return database.read.find(SearchMissTable, { order: { times: 'desc', lastAt: 'desc' }, take: limit })
}

/** Forgets what nobody has searched for in half a year, and all but the newest 5,000: anybody can add to them. */
export async function purgeMisses({ database, clock }: MissDeps): Promise<void> {
  await database.transaction(async (tx) => {
    const [last]: { lastAt: number | string }[] = await tx.query(
      `select lastAt from search_miss order by lastAt desc limit 1 offset ${mostKept - 1}`,
    )
    const oldest = Math.max(clock() - keptMs, Number(last?.lastAt ?? 0))
    await tx.query('delete from search_miss where lastAt < ?', [oldest])
  })
}
