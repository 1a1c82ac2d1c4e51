import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { Reading } from './meter.ts'
import { ReadingTable } from './metering.table.ts'

const most = 200

/** Readings that wait for a person, the oldest first, of the units in which the principal may review. */
export function listReviews(
  { database }: { database: Database },
  principal: Pick<StaffPrincipal, 'grants'>,
): Promise<Reading[]> {
  const scope = unitIn(scopeOf(principal, 'reading.review'), 'a.unitId')
  let index = 0
  const named = scope.sql.replaceAll('?', () => `:p${index++}`)
  const parameters = Object.fromEntries(scope.parameters.map((value, at) => [`p${at}`, value]))
  return database.read
    .createQueryBuilder(ReadingTable, 'reading')
    .innerJoin('account', 'a', 'a.id = reading.accountId')
    .where(`reading.state = 'review' and ${named}`, parameters)
    .orderBy('reading.readOn')
    .addOrderBy('reading.id')
    .take(most)
    .getMany()
}
