import { code, creating, date, id, integer, json, optional, ref, table } from '#core/kernel/migration.ts'

export const Metering1700000000007 = creating('Metering1700000000007', [
  table({
    name: 'meter',
    columns: [
      id,
      code('serialNumber'),
      ref('accountId'),
      integer('registerCapacity'),
      date('installedOn'),
      integer('installedAt'),
      optional(date('removedOn')),
    ],
    uniques: { meter_serial: ['serialNumber'] },
    indices: { meter_account: ['accountId'] },
    references: { accountId: 'account' },
  }),
  table({
    name: 'reading',
    columns: [
      id,
      ref('accountId'),
      ref('meterId'),
      date('readOn'),
      integer('register'),
      code('kind'),
      integer('volume'),
      code('state'),
      json('reasons'),
      optional(ref('billId')),
      code('recordedBy'),
      integer('recordedAt'),
      optional(code('reviewedBy')),
      optional(integer('reviewedAt')),
    ],
    indices: {
      reading_meter: ['meterId', 'readOn'],
      reading_unbilled: ['accountId', 'billId', 'state'],
      reading_bill: ['billId'],
      reading_state: ['state', 'readOn'],
    },
    references: { accountId: 'account', meterId: 'meter', billId: 'bill' },
  }),
])
