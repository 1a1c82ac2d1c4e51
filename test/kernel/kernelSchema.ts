import { EntitySchema } from 'typeorm'
import { z } from 'zod'
import { AuditTable } from '#core/audit/audit.table.ts'
import { code, id, integer } from '#core/kernel/columns.ts'
import type { Schema, Transaction } from '#core/kernel/database.ts'
import { DeliveryTable } from '#core/kernel/delivery.ts'
import { EventTable, eventType } from '#core/kernel/event.ts'
import { newId } from '#core/kernel/id.ts'
import { JobTable } from '#core/kernel/job.table.ts'
import * as migration from '#core/kernel/migration.ts'
import { SequenceTable } from '#core/kernel/sequence.table.ts'
import { Kernel1700000000001 } from '#core/migrations/0001-kernel.ts'

/** What a handler or job of a test has done: a row each time, with nothing that keeps the same from being done twice. */
export interface Effect {
  id: string
  doer: string
  about: string
  at: number
}

export const EffectTable = new EntitySchema<Effect>({
  name: 'effect',
  columns: { id, doer: code, about: code, at: integer },
  indices: [{ name: 'effect_doer', columns: ['doer', 'about'] }],
})

const effect = migration.table({
  name: 'effect',
  columns: [migration.id, migration.code('doer'), migration.code('about'), migration.integer('at')],
  indices: { effect_doer: ['doer', 'about'] },
})

/** The kernel's tables and one for tests to write to. */
export const kernelSchema: Schema = {
  tables: [EventTable, DeliveryTable, JobTable, SequenceTable, AuditTable, EffectTable],
  migrations: [Kernel1700000000001, migration.creating('Effect1700000000002', [effect])],
}

export const noted = eventType('test.noted', z.object({ text: z.string() }))

export const recordEffect = (tx: Transaction, doer: string, about: string, at: number) =>
  tx.insert(EffectTable, { id: newId(at), doer, about, at })
