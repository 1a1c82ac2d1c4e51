import { EntitySchema } from 'typeorm'
import { code, flag, id, integer, json, optional, refTo } from '#core/kernel/columns.ts'
import type { CallLeg, CallRecord, CallStep, ProofFailure, TelephoneOwner } from './call.ts'

export const CallRecordTable = new EntitySchema<CallRecord>({
  name: 'call_record',
  columns: {
    id,
    kind: code,
    number: code,
    channel: optional(code),
    accountId: optional(refTo('call_record', 'accountId', 'account')),
    phase: code,
    live: flag,
    startedAt: integer,
    queuedAt: optional(integer),
    answeredAt: optional(integer),
    endedAt: optional(integer),
    outcome: optional(code),
    seat: optional(code),
    staffId: optional(refTo('call_record', 'staffId', 'staff')),
    callbackOf: optional(refTo('call_record', 'callbackOf', 'call_record')),
    aboutKind: optional(code),
    aboutId: optional(code),
    state: json,
    version: integer,
  },
  uniques: [
    { name: 'call_record_channel', columns: ['channel'] },
    { name: 'call_record_callback', columns: ['callbackOf'] },
  ],
  indices: [
    { name: 'call_record_live', columns: ['live'] },
    { name: 'call_record_started', columns: ['startedAt'] },
    { name: 'call_record_number', columns: ['number', 'startedAt'] },
    { name: 'call_record_account', columns: ['accountId', 'startedAt'] },
    { name: 'call_record_staff', columns: ['staffId', 'startedAt'] },
  ],
})

export const CallLegTable = new EntitySchema<CallLeg>({
  name: 'call_leg',
  columns: {
    callId: { ...refTo('call_leg', 'callId', 'call_record'), primary: true },
    leg: { ...integer, primary: true },
    seat: code,
    staffId: refTo('call_leg', 'staffId', 'staff'),
    rungAt: integer,
    answeredAt: optional(integer),
    endedAt: optional(integer),
    ending: optional(code),
    transferredFrom: optional(integer),
    wrapUpEndedAt: optional(integer),
  },
  indices: [
    { name: 'call_leg_staff', columns: ['staffId', 'rungAt'] },
    { name: 'call_leg_rung', columns: ['rungAt'] },
  ],
})

export const CallStepTable = new EntitySchema<CallStep>({
  name: 'call_step',
  columns: {
    callId: { ...refTo('call_step', 'callId', 'call_record'), primary: true },
    step: { ...integer, primary: true },
    at: integer,
    happened: json,
    effects: json,
    performedAt: optional(integer),
  },
})

export const ProofFailureTable = new EntitySchema<ProofFailure>({
  name: 'proof_failure',
  columns: { id, callerNumber: code, accountNumber: code, at: integer },
  indices: [
    { name: 'proof_failure_caller', columns: ['callerNumber', 'at'] },
    { name: 'proof_failure_account', columns: ['accountNumber', 'at'] },
  ],
})

export const TelephoneOwnerTable = new EntitySchema<TelephoneOwner>({
  name: 'telephone_owner',
  columns: { name: { ...code, primary: true }, term: integer, since: integer },
})

export const callTables = [CallRecordTable, CallLegTable, CallStepTable, ProofFailureTable, TelephoneOwnerTable]
