import type { Transaction } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { CallLeg, CallRecord } from './call.ts'
import { CallLegTable, CallRecordTable, CallStepTable } from './call.table.ts'

/** Another process, or another step, was quicker: the call is to be read again, and the event taken to it anew. */
export class CallMovedOn extends Error {
  constructor(callId: string) {
    super(`the call ${callId} has moved on`)
    this.name = 'CallMovedOn'
  }
}

export interface SavedStep {
  /** The call as the step has made it; `version` is the one that the step has made, 1 for the first. */
  record: CallRecord
  /** Those that are new or have changed. */
  legs: readonly Omit<CallLeg, 'callId' | 'wrapUpEndedAt'>[]
  happened: unknown
  effects: unknown
  at: number
}

/**
 * A step: a call's whole step or nothing of it, refused when it did not begin from the latest one.
 * @throws CallMovedOn
 */
export async function saveCallStep(tx: Transaction, { record, legs, happened, effects, at }: SavedStep): Promise<void> {
  const { id: callId, version } = record
  if (version === 1) {
    if (!(await insertIfAbsent(tx, CallRecordTable, record))) throw new CallMovedOn(callId)
  } else await changeRecord(tx, record)
  for (const leg of legs) await saveLeg(tx, { callId, ...leg })
  await insertRows(tx, CallStepTable, [{ callId, step: version, at, happened, effects, performedAt: null }])
}

async function changeRecord(tx: Transaction, record: CallRecord) {
  const { id, version, startedAt: _startedAt, kind: _kind, ...change } = record
  const { affected } = await tx.update(CallRecordTable, { id, version: version - 1 }, { ...change, version } as object)
  if (affected !== 1) throw new CallMovedOn(id)
}

async function saveLeg(tx: Transaction, leg: Omit<CallLeg, 'wrapUpEndedAt'>) {
  const { callId, leg: number, ...change } = leg
  if (await insertIfAbsent(tx, CallLegTable, { ...leg, wrapUpEndedAt: null })) return
  await tx.update(CallLegTable, { callId, leg: number }, change)
}

/** A step: everything that the step of this version had to do has been done. */
export async function markPerformed(tx: Transaction, callId: string, version: number, now: number): Promise<void> {
  await tx.query('update call_step set performedAt = ? where callId = ? and step = ?', [now, callId, version])
}
