import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant, line, Phone } from './fields.ts'
import { queryFlag, queryInt, queryList } from './query.ts'
import { type Contract, raw } from './route.ts'
import { WorkOrderKind } from './workorders.ts'

/** `repair`: left under the key for reporting a repair; a work order was made of it when it was kept. */
export const VoicemailPurpose = z.enum(['voicemail', 'repair'])
export type VoicemailPurpose = z.output<typeof VoicemailPurpose>

export const VoicemailState = z.enum(['new', 'assigned', 'done'])
export type VoicemailState = z.output<typeof VoicemailState>

const shownFields = {
  id: Id,
  number: z.string().meta({ description: 'YY20261123-0042' }),
  purpose: VoicemailPurpose,
  state: VoicemailState,
  caller: z.string().meta({ description: 'the telephone that it came from, masked; empty when withheld' }),
  takenAt: Instant,
  dueAt: Instant.meta({ description: 'by then it is to be done: 24 hours later (GB/T 33358-2016)' }),
  overdue: z.boolean(),
  lengthMs: z.int(),
  playable: z.boolean().meta({ description: 'false: the recording is damaged, and kept as it came' }),
  unitId: Id,
  unitName: z.string(),
  accountId: Id.nullable().meta({ description: 'the only account with this telephone on file' }),
  accountNumber: AccountNumber.nullable(),
  assignedTo: Id.nullable(),
  assignedName: z.string().nullable(),
  workOrderId: Id.nullable(),
  workOrderNumber: z.string().nullable(),
  note: z.string().nullable().meta({ description: 'what came of it' }),
  doneAt: Instant.nullable(),
}

export const ListedVoicemail = z.object(shownFields).meta({ id: 'ListedVoicemail' })
export const Voicemail = z
  .object({
    ...shownFields,
    callId: Id.nullable(),
    callerNumber: z.string().meta({ description: 'in full, to call back; empty when withheld' }),
  })
  .meta({ id: 'Voicemail' })

const voicemailParams = z.object({ voicemailId: Id })
const note = z.string().trim().min(1).max(1_000)

export const staffVoicemailRoutes = {
  'GET /api/staff/voicemails': {
    audience: 'staff',
    permission: 'voicemail.read',
    summary: 'Messages of the own units, newest number first; `before` is the number of the last one seen',
    query: z.object({
      before: z.string().max(32).optional(),
      limit: queryInt(1, 100).optional(),
      state: queryList(VoicemailState).optional(),
      purpose: queryList(VoicemailPurpose).optional(),
      unitId: Id.optional(),
      accountId: Id.optional(),
      mine: queryFlag().optional(),
      overdue: queryFlag().optional(),
    }),
    answer: z.array(ListedVoicemail),
  },
  'GET /api/staff/voicemails/:voicemailId': {
    audience: 'staff',
    permission: 'voicemail.read',
    summary: 'One message with the caller’s number; the look is audited',
    params: voicemailParams,
    answer: Voicemail,
    refusals: ['voicemail.unknown'],
  },
  'POST /api/staff/voicemails/:voicemailId/listenings': {
    audience: 'staff',
    permission: 'voicemail.read',
    summary: 'A link to the sound, good for five minutes and for whoever asked; each is audited',
    params: voicemailParams,
    answer: z.object({ link: z.string(), expiresAt: Instant, mediaType: z.string(), playable: z.boolean() }),
    refusals: ['voicemail.unknown'],
  },
  'PUT /api/staff/voicemails/:voicemailId/assignment': {
    audience: 'staff',
    permission: 'voicemail.manage',
    summary: 'Give it to somebody, take it, or put it back; `from` is who has it as far as the client knows',
    params: voicemailParams,
    body: z.strictObject({ staffId: Id.nullable(), from: Id.nullable() }),
    answer: Voicemail,
    refusals: ['voicemail.unknown', 'voicemail.stateWrong', 'voicemail.assignedMeanwhile', 'voicemail.staffElsewhere'],
    idempotent: true,
  },
  'POST /api/staff/voicemails/:voicemailId/closure': {
    audience: 'staff',
    permission: 'voicemail.manage',
    summary: 'It is done; the note says what came of it',
    params: voicemailParams,
    body: z.strictObject({ note: note.nullable() }),
    answer: Voicemail,
    refusals: ['voicemail.unknown', 'voicemail.stateWrong'],
    idempotent: true,
  },
  'POST /api/staff/voicemails/:voicemailId/work-order': {
    audience: 'staff',
    permission: 'voicemail.manage',
    summary: 'Make a work order of it, once; with that the message is done',
    params: voicemailParams,
    body: z
      .strictObject({
        id: Id.meta({ description: 'of the work order, chosen by the client' }),
        kind: WorkOrderKind,
        unitId: Id,
        accountId: Id.nullable(),
        place: line(200).nullable(),
        description: z.string().trim().min(1).max(2_000),
        contactPhone: Phone.nullable().meta({ description: 'null: the number that the message came from' }),
      })
      .refine(({ accountId, place }) => accountId !== null || place !== null, {
        path: ['place'],
        message: '请选择户号或填写地点',
      }),
    answer: Voicemail,
    refusals: [
      'voicemail.unknown',
      'voicemail.reported',
      'account.unknown',
      'staff.unitUnknown',
      'staff.forbidden',
      'workOrder.differs',
    ],
    idempotent: true,
  },
  'GET /api/voicemail-files/:voicemailId': {
    audience: 'public',
    tag: 'voicemails',
    summary: 'The sound of a message by a link that the hub has given; takes a Range',
    params: voicemailParams,
    query: z.object({
      viewer: Id,
      expires: z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
      signature: z.string().regex(/^[\w-]{43}$/),
    }),
    answer: raw('audio/*'),
    refusals: ['file.linkInvalid'],
  },
} satisfies Contract
