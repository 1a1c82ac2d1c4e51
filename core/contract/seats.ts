import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import type { Contract } from './route.ts'

/** Why an agent takes no calls, as agents choose it. */
export const pauseReasons = { rest: '小休', meal: '用餐', training: '培训', backOffice: '后台处理' } as const
export type PauseReason = keyof typeof pauseReasons
export const PauseReason = z.enum(Object.keys(pauseReasons) as [PauseReason, ...PauseReason[]])

/** Pauses that nobody chooses: after a ring that was not answered, and a short one after a ring that was declined. */
export const imposedPauses = { noAnswer: '未接来电', declined: '已拒接' } as const
export type ImposedPause = keyof typeof imposedPauses

export const SeatState = z.enum(['offline', 'free', 'paused', 'ringing', 'talking', 'wrapUp'])
export type SeatState = z.output<typeof SeatState>

export const SeatView = z
  .object({
    seat: z.string().meta({ description: 'seat1, seat2 …; also the name by which its softphone registers' }),
    staffId: Id.nullable(),
    staffName: z.string().nullable(),
    state: SeatState,
    reason: z.enum([...PauseReason.options, ...(Object.keys(imposedPauses) as ImposedPause[])]).nullable(),
    since: Instant,
    until: Instant.nullable().meta({ description: 'when the state ends by itself: wrap-up, the rest after a decline' }),
    pauseNext: PauseReason.nullable().meta({ description: 'the pause that begins when the call is over' }),
    registered: z.boolean().meta({ description: 'whether its softphone can be rung' }),
    callId: Id.nullable(),
  })
  .meta({ id: 'SeatView' })
export type SeatView = z.output<typeof SeatView>

export const SoftphoneAccount = z
  .object({
    seat: z.string(),
    user: z.string(),
    password: z.string(),
    uri: z.string().meta({ description: 'sip:seat1@hub' }),
    socketPath: z.string().meta({ description: 'of the WebSocket, at the hub itself' }),
    expiresAt: Instant,
  })
  .meta({ id: 'SoftphoneAccount' })
export type SoftphoneAccount = z.output<typeof SoftphoneAccount>

const mine = ['seats.none']

export const staffSeatRoutes = {
  'POST /api/staff/softphone/account': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Take a seat and get the SIP account of its softphone; an earlier password of the seat ends',
    answer: SoftphoneAccount,
    refusals: ['calls.exchangeUnavailable', 'seats.noneFree'],
  },
  'DELETE /api/staff/softphone/account': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Leave the seat; its password and its socket end',
    status: 204,
    refusals: ['seats.inCall'],
    idempotent: true,
  },
  'GET /api/staff/softphone/seat': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'The own seat, or null',
    answer: z.object({ seat: SeatView.nullable(), exchange: z.enum(['up', 'down']) }),
  },
  'POST /api/staff/softphone/pause': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Take no calls; in a call, from its end on',
    body: z.strictObject({ reason: PauseReason }),
    answer: SeatView,
    refusals: mine,
    idempotent: true,
  },
  'POST /api/staff/softphone/resume': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'Take calls again',
    answer: SeatView,
    refusals: mine,
    idempotent: true,
  },
  'POST /api/staff/softphone/wrap-up': {
    audience: 'staff',
    permission: 'call.take',
    summary: 'End the wrap-up before its time, or extend it',
    body: z.strictObject({ act: z.enum(['end', 'extend']) }),
    answer: SeatView,
    refusals: [...mine, 'seats.notWrappingUp'],
  },
} satisfies Contract
