import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant } from './fields.ts'
import { queryInt, queryList } from './query.ts'
import type { Contract } from './route.ts'
import { SeatView } from './seats.ts'
import { ListedWorkOrder } from './workorders.ts'

export const CallKind = z.enum(['inbound', 'callback', 'outbound'])
export const CallPhase = z.enum(['ivr', 'recording', 'waiting', 'ringing', 'dialling', 'talking', 'over'])
/** What became of a call, with the words that people read. */
export const callOutcomes = {
  answered: '已接听',
  selfService: '自助办结',
  message: '已留言',
  callback: '已预约回拨',
  abandoned: '排队放弃',
  hungUp: '菜单中挂断',
  refused: '已拦截',
  closed: '非工作时间',
  unreached: '未接通',
  cut: '通话中断',
} as const
export type CallOutcome = keyof typeof callOutcomes
export const CallOutcome = z.enum(Object.keys(callOutcomes) as [CallOutcome, ...CallOutcome[]])
export const LegEnding = z.enum(['agent', 'caller', 'declined', 'unanswered', 'lost', 'moved'])

export const CallLeg = z
  .object({
    leg: z.int(),
    seat: z.string(),
    staffId: Id,
    staffName: z.string(),
    rungAt: Instant,
    answeredAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    ending: LegEnding.nullable(),
    transferredFrom: z.int().nullable(),
    wrapUpEndedAt: Instant.nullable(),
  })
  .meta({ id: 'CallLeg' })

const callFields = {
  id: Id,
  kind: CallKind,
  number: z.string().meta({ description: "the other party's number; empty when withheld" }),
  phase: CallPhase,
  accountId: Id.nullable(),
  accountNumber: AccountNumber.nullable(),
  startedAt: Instant,
  queuedAt: Instant.nullable(),
  answeredAt: Instant.nullable().meta({ description: 'when the first agent answered' }),
  seat: z.string().nullable(),
  staffId: Id.nullable(),
  staffName: z.string().nullable(),
}

/** A call that goes on. */
export const LiveCall = z.object(callFields).meta({ id: 'LiveCall' })
export type LiveCall = z.output<typeof LiveCall>

/** The call of the agent who asks. */
export const AgentCall = z
  .object({
    ...callFields,
    leg: z.int().meta({ description: "the agent's own leg" }),
    legAnsweredAt: Instant.nullable(),
    transferredFrom: z.object({ seat: z.string(), staffName: z.string() }).nullable(),
    transfer: z.object({ seat: z.string(), staffName: z.string() }).nullable().meta({
      description: 'the colleague who is being rung to take the caller over',
    }),
  })
  .meta({ id: 'AgentCall' })
export type AgentCall = z.output<typeof AgentCall>

export const CallRecord = z
  .object({ ...callFields, endedAt: Instant.nullable(), outcome: CallOutcome.nullable() })
  .meta({ id: 'CallRecord' })
export const CallDetail = z
  .object({ ...CallRecord.shape, callbackOf: Id.nullable(), legs: z.array(CallLeg) })
  .meta({ id: 'CallDetail' })

export const CallerAccount = z
  .object({
    id: Id,
    number: AccountNumber,
    name: z.string(),
    phone: z.string().nullable(),
    premises: z.string(),
    masked: z.boolean().meta({ description: 'until the call is answered, and where the agent may not read accounts' }),
    knownBy: z.enum(['phone', 'keys']),
    arrears: z.object({ bills: z.int(), outstanding: Fen, lateFee: Fen, total: Fen }),
    prepayment: Fen,
    outages: z.array(
      z.object({
        id: Id,
        kind: z.enum(['planned', 'emergency']),
        place: z.string(),
        plannedFrom: Instant,
        plannedTo: Instant,
        begun: z.boolean(),
      }),
    ),
    workOrders: z.array(ListedWorkOrder).meta({ description: 'those that are open' }),
  })
  .meta({ id: 'CallerAccount' })

export const Contact = z
  .object({
    channel: z.enum(['call', 'voicemail', 'workOrder', 'notice']),
    id: Id,
    at: Instant,
    text: z.string(),
  })
  .meta({ id: 'Contact' })

/** What the agent's page shows of who is calling. */
export const CallerPage = z
  .object({
    callId: Id,
    number: z.string(),
    accounts: z.array(CallerAccount),
    contacts: z.array(Contact).meta({ description: 'earlier ones on all channels, newest first' }),
  })
  .meta({ id: 'CallerPage' })

/** Of one day: inbound calls that began on it. Rates in parts per million, null where there was nothing. */
export const ServiceDay = z
  .object({
    date: BusinessDate,
    calls: z.int(),
    queued: z.int(),
    answered: z.int(),
    answeredIn15s: z.int(),
    answeredIn15sPpm: z.int().nullable(),
    abandoned: z.int(),
    abandonedPpm: z.int().nullable(),
    averageWaitMs: z.int().nullable(),
    outcomes: z.partialRecord(CallOutcome, z.int()),
  })
  .meta({ id: 'ServiceDay' })

/** Of one agent in one hour of Asia/Shanghai, by when the leg was answered (or, never answered, rung). */
export const AgentHour = z
  .object({
    staffId: Id,
    staffName: z.string(),
    date: BusinessDate,
    hour: z.int().min(0).max(23),
    answered: z.int(),
    missed: z.int(),
    talkMs: z.int(),
    wrapUpMs: z.int(),
    handlingMs: z.int(),
    averageHandlingMs: z.int().nullable(),
  })
  .meta({ id: 'AgentHour' })

export const CallBoard = z
  .object({
    at: Instant,
    exchange: z.enum(['up', 'down']),
    seats: z.array(SeatView),
    calls: z.array(LiveCall).meta({ description: 'the longest first' }),
    waiting: z.int(),
    longestWaitingSince: Instant.nullable(),
  })
  .meta({ id: 'CallBoard' })

const callParams = z.object({ callId: Id })
const days = { from: BusinessDate, to: BusinessDate }
const control = ['calls.unknown', 'calls.notYours', 'calls.exchangeUnavailable']

export const staffCallRoutes = {
  'GET /api/staff/softphone/call': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'The own call, or null',
    answer: AgentCall.nullable(),
  },
  'GET /api/staff/calls/:callId/caller': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Who is calling; for the agent who has the call, has had it, or is rung for it. The look is audited',
    params: callParams,
    answer: CallerPage,
    refusals: ['calls.unknown', 'calls.notYours'],
  },
  'POST /api/staff/calls': {
    audience: 'staff',
    permission: 'call.take',
    summary: "Ring somebody back: the own softphone rings first; numbers of the country's plan only",
    body: z.strictObject({
      id: Id.meta({ description: 'chosen by the client: asking twice is asking once' }),
      number: z.string().trim().min(1).max(32),
      about: z.object({ kind: z.enum(['call', 'voicemail']), id: Id }).nullable(),
    }),
    answer: z.object({ callId: Id }),
    status: 201,
    refusals: [
      'calls.numberRefused',
      'calls.aboutUnknown',
      'calls.notYours',
      'seats.none',
      'seats.offline',
      'seats.busy',
      'calls.exchangeUnavailable',
    ],
    idempotent: true,
  },
  'POST /api/staff/calls/:callId/hang-up': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'End a call for everybody: the own, or, for a supervisor, any',
    params: callParams,
    status: 204,
    refusals: control,
    idempotent: true,
  },
  'POST /api/staff/calls/:callId/transfer': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Have a free colleague rung, who takes the caller over by answering',
    params: callParams,
    body: z.strictObject({ seat: z.string().regex(/^seat\d{1,2}$/) }),
    status: 204,
    refusals: [...control, 'seats.unknown', 'seats.notFree'],
  },
  'DELETE /api/staff/calls/:callId/transfer': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Take back a transfer that nobody has answered yet',
    params: callParams,
    status: 204,
    refusals: control,
    idempotent: true,
  },
  'GET /api/staff/colleagues': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'The seats that are taken: to whom a caller can be transferred',
    answer: z.array(SeatView.pick({ seat: true, staffId: true, staffName: true, state: true, registered: true })),
  },
  'GET /api/staff/calls': {
    audience: 'staff',
    permission: 'call.read',
    summary: 'Call records, newest first; `before` is the id of the last one seen',
    query: z.object({
      from: BusinessDate.optional(),
      to: BusinessDate.optional(),
      kind: queryList(CallKind).optional(),
      outcome: queryList(CallOutcome).optional(),
      staffId: Id.optional(),
      accountId: Id.optional(),
      number: z.string().max(32).optional(),
      before: Id.optional(),
      limit: queryInt(1, 200).optional(),
    }),
    answer: z.array(CallRecord),
  },
  'GET /api/staff/calls/:callId': {
    audience: 'staff',
    permission: 'call.read',
    summary: 'One call record with everybody who was rung for it',
    params: callParams,
    answer: CallDetail,
    refusals: ['calls.unknown'],
  },
  'GET /api/staff/call-reports/days': {
    audience: 'staff',
    permission: 'call.supervise',
    summary: 'Answered within 15 seconds, and abandoned, per day; 92 days at most',
    query: z.object(days),
    answer: z.array(ServiceDay),
    refusals: ['calls.periodTooLong'],
  },
  'GET /api/staff/call-reports/agents': {
    audience: 'staff',
    permission: 'call.supervise',
    summary: 'Handling time (talk and wrap-up) per agent and hour; 92 days at most',
    query: z.object(days),
    answer: z.array(AgentHour),
    refusals: ['calls.periodTooLong'],
  },
  'GET /api/staff/call-board': {
    audience: 'staff',
    permission: 'call.supervise',
    summary: 'All seats and calls as they are now',
    answer: CallBoard,
  },
} satisfies Contract
