import { EntitySchema } from 'typeorm'
import { code, flag, id, integer, optional, ref, refTo } from '#core/kernel/columns.ts'
import type { Voicemail } from './voicemail.ts'

export const VoicemailTable = new EntitySchema<Voicemail>({
  name: 'voicemail',
  columns: {
    id,
    number: code,
    callId: optional(ref),
    recording: code,
    purpose: code,
    callerNumber: code,
    unitId: refTo('voicemail', 'unitId', 'org_unit'),
    accountId: optional(refTo('voicemail', 'accountId', 'account')),
    lengthMs: integer,
    blobId: code,
    mediaType: code,
    playable: flag,
    state: code,
    assignedTo: optional(refTo('voicemail', 'assignedTo', 'staff')),
    workOrderId: optional(refTo('voicemail', 'workOrderId', 'work_order')),
    note: optional({ type: 'text' } as const),
    takenAt: integer,
    createdAt: integer,
    assignedAt: optional(integer),
    doneAt: optional(integer),
    doneBy: optional(ref),
  },
  uniques: [
    { name: 'voicemail_number', columns: ['number'] },
    { name: 'voicemail_recording', columns: ['recording'] },
  ],
  indices: [
    { name: 'voicemail_unit', columns: ['unitId', 'state', 'number'] },
    { name: 'voicemail_account', columns: ['accountId'] },
    { name: 'voicemail_assigned', columns: ['assignedTo', 'state'] },
    { name: 'voicemail_call', columns: ['callId'] },
    { name: 'voicemail_order', columns: ['workOrderId'] },
    { name: 'voicemail_taken', columns: ['takenAt'] },
  ],
})

export const voicemailTables = [VoicemailTable]
