import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { findRow } from '#core/kernel/rows.ts'
import type { CallRecord, CallStep } from './call.ts'
import { CallRecordTable, CallStepTable } from './call.table.ts'

/** The calls of which something is still to come: what a process goes on from. */
export const liveCalls = ({ database }: { database: Database }): Promise<CallRecord[]> =>
  database.read.findBy(CallRecordTable, { live: true })

export const findCall = ({ database }: { database: Database }, callId: string): Promise<CallRecord | null> =>
  findRow(database.read, CallRecordTable, { id: callId })

/** A step: the call, which nobody changes until the transaction ends. */
export const lockCall = (tx: Transaction, callId: string): Promise<CallRecord | null> =>
  lockOne(tx, CallRecordTable, { id: callId })

/** The step that has made the call what it is. */
export const latestStep = (
  { database }: { database: Database },
  { id, version }: Pick<CallRecord, 'id' | 'version'>,
): Promise<CallStep | null> => findRow(database.read, CallStepTable, { callId: id, step: version })

/** All steps of a call in their sequence: it can be played again from them. */
export const stepsOf = ({ database }: { database: Database }, callId: string): Promise<CallStep[]> =>
  database.read.find(CallStepTable, { where: { callId }, order: { step: 'asc' } })
