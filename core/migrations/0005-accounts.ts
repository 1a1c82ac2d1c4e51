import { code, creating, date, id, integer, optional, ref, table, text } from '#core/kernel/migration.ts'

export const Accounts1700000000005 = creating('Accounts1700000000005', [
  table({
    name: 'reading_route',
    columns: [id, code('routeCode'), text('name'), ref('unitId')],
    uniques: { reading_route_code: ['routeCode'] },
    references: { unitId: 'org_unit' },
  }),
  table({
    name: 'customer',
    columns: [id, text('name'), optional(code('phone')), integer('createdAt')],
    indices: { customer_phone: ['phone'] },
  }),
  table({
    name: 'account',
    columns: [
      id,
      code('number'),
      ref('customerId'),
      ref('unitId'),
      optional(ref('routeId')),
      ref('householdId'),
      text('premises'),
      code('usageClass'),
      integer('population'),
      optional(date('lowIncomeUntil')),
      date('openedOn'),
      optional(date('closedOn')),
      integer('prepayment'),
    ],
    uniques: { account_number: ['number'] },
    indices: {
      account_customer: ['customerId'],
      account_unit: ['unitId'],
      account_route: ['routeId', 'id'],
      account_household: ['householdId'],
    },
    references: { customerId: 'customer', unitId: 'org_unit', routeId: 'reading_route' },
  }),
  table({
    name: 'binding',
    columns: [id, ref('residentId'), ref('accountId'), code('proof'), integer('boundAt')],
    uniques: { binding_once: ['residentId', 'accountId'] },
    indices: { binding_account: ['accountId'] },
    references: { residentId: 'resident', accountId: 'account' },
  }),
  table({
    name: 'binding_code',
    columns: [
      id,
      ref('residentId'),
      ref('accountId'),
      code('codeHash'),
      integer('sentAt'),
      integer('expiresAt'),
      optional(integer('usedAt')),
    ],
    indices: { binding_code_account: ['accountId', 'sentAt'], binding_code_resident: ['residentId', 'sentAt'] },
    references: { residentId: 'resident', accountId: 'account' },
  }),
  table({
    name: 'binding_failure',
    columns: [id, ref('residentId'), code('accountNumber'), integer('at')],
    indices: { binding_failure_resident: ['residentId', 'at'], binding_failure_account: ['accountNumber', 'at'] },
    references: { residentId: 'resident' },
  }),
])
