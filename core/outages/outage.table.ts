import { EntitySchema } from 'typeorm'
import { code, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Outage, OutageAffected } from './outage.ts'

export const OutageTable = new EntitySchema<Outage>({
  name: 'outage',
  columns: {
    id,
    number: code,
    unitId: refTo('outage', 'unitId', 'org_unit'),
    kind: code,
    state: code,
    place: text,
    reason: text,
    area: json,
    plannedFrom: integer,
    plannedTo: integer,
    actualFrom: optional(integer),
    actualTo: optional(integer),
    alternativeSupply: optional(text),
    affected: integer,
    stage: integer,
    createdBy: code,
    createdAt: integer,
    announcedAt: optional(integer),
    endedAt: optional(integer),
  },
  uniques: [{ name: 'outage_number', columns: ['number'] }],
  indices: [
    { name: 'outage_unit', columns: ['unitId'] },
    { name: 'outage_state', columns: ['state', 'plannedFrom'] },
  ],
})

export const OutageAffectedTable = new EntitySchema<OutageAffected>({
  name: 'outage_affected',
  columns: {
    outageId: { ...refTo('outage_affected', 'outageId', 'outage'), primary: true },
    accountId: { ...refTo('outage_affected', 'accountId', 'account'), primary: true },
    reachedIn: optional(integer),
  },
  indices: [{ name: 'outage_affected_account', columns: ['accountId'] }],
})

export const outageTables = [OutageTable, OutageAffectedTable]
