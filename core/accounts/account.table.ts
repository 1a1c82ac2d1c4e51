import { EntitySchema } from 'typeorm'
import { code, date, id, integer, optional, ref, refTo, text } from '#core/kernel/columns.ts'
import type { Account, Binding, BindingCode, BindingFailure, Customer } from './account.ts'

export const CustomerTable = new EntitySchema<Customer>({
  name: 'customer',
  columns: { id, name: text, phone: optional(code), createdAt: integer },
  indices: [{ name: 'customer_phone', columns: ['phone'] }],
})

export const AccountTable = new EntitySchema<Account>({
  name: 'account',
  columns: {
    id,
    number: code,
    customerId: refTo('account', 'customerId', 'customer'),
    unitId: refTo('account', 'unitId', 'org_unit'),
    routeId: optional(refTo('account', 'routeId', 'reading_route')),
    householdId: ref,
    premises: text,
    usageClass: code,
    population: integer,
    lowIncomeUntil: optional(date),
    openedOn: date,
    closedOn: optional(date),
    prepayment: integer,
  },
  uniques: [{ name: 'account_number', columns: ['number'] }],
  indices: [
    { name: 'account_customer', columns: ['customerId'] },
    { name: 'account_unit', columns: ['unitId'] },
    { name: 'account_route', columns: ['routeId', 'id'] },
    { name: 'account_household', columns: ['householdId'] },
  ],
})

export const BindingTable = new EntitySchema<Binding>({
  name: 'binding',
  columns: {
    id,
    residentId: refTo('binding', 'residentId', 'resident'),
    accountId: refTo('binding', 'accountId', 'account'),
    proof: code,
    boundAt: integer,
  },
  uniques: [{ name: 'binding_once', columns: ['residentId', 'accountId'] }],
  indices: [{ name: 'binding_account', columns: ['accountId'] }],
})

export const BindingCodeTable = new EntitySchema<BindingCode>({
  name: 'binding_code',
  columns: {
    id,
    residentId: refTo('binding_code', 'residentId', 'resident'),
    accountId: refTo('binding_code', 'accountId', 'account'),
    codeHash: code,
    sentAt: integer,
    expiresAt: integer,
    usedAt: optional(integer),
  },
  indices: [
    { name: 'binding_code_account', columns: ['accountId', 'sentAt'] },
    { name: 'binding_code_resident', columns: ['residentId', 'sentAt'] },
  ],
})

export const BindingFailureTable = new EntitySchema<BindingFailure>({
  name: 'binding_failure',
  columns: { id, residentId: refTo('binding_failure', 'residentId', 'resident'), accountNumber: code, at: integer },
  indices: [
    { name: 'binding_failure_resident', columns: ['residentId', 'at'] },
    { name: 'binding_failure_account', columns: ['accountNumber', 'at'] },
  ],
})

export const accountTables = [CustomerTable, AccountTable, BindingTable, BindingCodeTable, BindingFailureTable]
