import type { EntityManager } from 'typeorm'
import { meterUnknown, readingUnknown } from './metering.errors.ts'
import { MeterTable, ReadingTable } from './metering.table.ts'

// Whose a meter or reading is, so that it can be asked whether somebody may touch it.

/** @throws DomainError `meter.unknown` */
export async function accountOfMeter(manager: EntityManager, meterId: string): Promise<string> {
  const meter = await manager.findOneBy(MeterTable, { id: meterId })
  if (!meter) throw meterUnknown()
  return meter.accountId
}

/** @throws DomainError `reading.unknown` */
export async function accountOfReading(manager: EntityManager, readingId: string): Promise<string> {
  const reading = await manager.findOneBy(ReadingTable, { id: readingId })
  if (!reading) throw readingUnknown()
  return reading.accountId
}
