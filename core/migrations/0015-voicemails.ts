import { code, creating, flag, id, integer, json, optional, ref, table } from '#core/kernel/migration.ts'

/** A long text: the same column type that JSON has. */
const paragraph = json

export const Voicemails1700000000015 = creating('Voicemails1700000000015', [
  table({
    name: 'voicemail',
    columns: [
      id,
      code('number'),
      optional(ref('callId')),
      code('recording'),
      code('purpose'),
      code('callerNumber'),
      ref('unitId'),
      optional(ref('accountId')),
      integer('lengthMs'),
      code('blobId'),
      code('mediaType'),
      flag('playable'),
      code('state'),
      optional(ref('assignedTo')),
      optional(ref('workOrderId')),
      optional(paragraph('note')),
      integer('takenAt'),
      integer('createdAt'),
      optional(integer('assignedAt')),
      optional(integer('doneAt')),
      optional(ref('doneBy')),
    ],
    uniques: { voicemail_number: ['number'], voicemail_recording: ['recording'] },
    indices: {
      voicemail_unit: ['unitId', 'state', 'number'],
      voicemail_account: ['accountId'],
      voicemail_assigned: ['assignedTo', 'state'],
      voicemail_call: ['callId'],
      voicemail_order: ['workOrderId'],
      voicemail_taken: ['takenAt'],
    },
    references: { unitId: 'org_unit', accountId: 'account', assignedTo: 'staff', workOrderId: 'work_order' },
  }),
])
