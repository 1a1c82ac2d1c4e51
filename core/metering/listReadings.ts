import type { Database } from '#core/kernel/database.ts'
import type { Reading } from './meter.ts'
import { ReadingTable } from './metering.table.ts'

const fiveYears = 60

/** An account's newest readings of all its meters, newest first: five years of monthly ones unless told otherwise. */
export const listReadings = (
  { database }: { database: Database },
  accountId: string,
  most = fiveYears,
): Promise<Reading[]> =>
  database.read.find(ReadingTable, { where: { accountId }, order: { readOn: 'desc', id: 'desc' }, take: most })
