import { EntitySchema } from 'typeorm'
import { code, date, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Meter, Reading, ReadingRoute } from './meter.ts'

export const ReadingRouteTable = new EntitySchema<ReadingRoute>({
  name: 'reading_route',
  columns: { id, routeCode: code, name: text, unitId: refTo('reading_route', 'unitId', 'org_unit') },
  uniques: [{ name: 'reading_route_code', columns: ['routeCode'] }],
})

export const MeterTable = new EntitySchema<Meter>({
  name: 'meter',
  columns: {
    id,
    serialNumber: code,
    accountId: refTo('meter', 'accountId', 'account'),
    registerCapacity: integer,
    installedOn: date,
    installedAt: integer,
    removedOn: optional(date),
  },
  uniques: [{ name: 'meter_serial', columns: ['serialNumber'] }],
  indices: [{ name: 'meter_account', columns: ['accountId'] }],
})

export const ReadingTable = new EntitySchema<Reading>({
  name: 'reading',
  columns: {
    id,
    accountId: refTo('reading', 'accountId', 'account'),
    meterId: refTo('reading', 'meterId', 'meter'),
    readOn: date,
    register: integer,
    kind: code,
    volume: integer,
    state: code,
    reasons: json,
    billId: optional(refTo('reading', 'billId', 'bill')),
    recordedBy: code,
    recordedAt: integer,
    reviewedBy: optional(code),
    reviewedAt: optional(integer),
  },
  indices: [
    { name: 'reading_meter', columns: ['meterId', 'readOn'] },
    { name: 'reading_unbilled', columns: ['accountId', 'billId', 'state'] },
    { name: 'reading_bill', columns: ['billId'] },
    { name: 'reading_state', columns: ['state', 'readOn'] },
  ],
})

export const meteringTables = [ReadingRouteTable, MeterTable, ReadingTable]
