import type { CallOutcome } from '#core/contract/calls.ts'
import { imposedPauses, pauseReasons, type SeatView } from '#core/contract/seats.ts'
import type { WorkOrderState } from '#core/contract/workorders.ts'

/** `138****0001`; whatever is no mobile number keeps its last four digits. */
export function maskedPhone(number: string): string {
  if (number === '') return '未显示号码'
  return number.length >= 11 ? `${number.slice(0, 3)}****${number.slice(-4)}` : number.replace(/^.*(?=.{4}$)/, '****')
}

/** What a caller's number reads like, in groups; `未显示号码` when it was withheld. */
export function spokenNumber(number: string): string {
  if (number === '') return '未显示号码'
  const mobile = /^(?:\+?86)?(1\d{2})(\d{4})(\d{4})$/.exec(number)
  return mobile ? mobile.slice(1).join(' ') : number
}

export const seatStates: Record<SeatView['state'], string> = {
  offline: '未签入',
  free: '空闲',
  paused: '示忙',
  ringing: '振铃',
  talking: '通话',
  wrapUp: '话后处理',
}

export const reasonWord = (reason: NonNullable<SeatView['reason']>): string =>
  ({ ...pauseReasons, ...imposedPauses })[reason]

/** `示忙 · 小休`. */
export const seatWord = ({ state, reason }: Pick<SeatView, 'state' | 'reason'>): string =>
  state === 'paused' && reason !== null ? `${seatStates.paused} · ${reasonWord(reason)}` : seatStates[state]

export const workOrderStates: Record<WorkOrderState, string> = {
  reported: '待派单',
  dispatched: '已派单',
  accepted: '处理中',
  finished: '待回访',
  closed: '已办结',
  cancelled: '已撤销',
  reopened: '重新处理',
}

export const callKinds = { inbound: '来电', callback: '预约回拨', outbound: '外呼' } as const

export const callPhases = {
  ivr: '自助语音',
  recording: '留言中',
  waiting: '排队等待',
  ringing: '振铃',
  dialling: '呼出中',
  talking: '通话中',
  over: '已结束',
} as const

/** What is worth a second look in a list. */
export const outcomeTone: Partial<Record<CallOutcome, 'danger' | 'warning' | 'success'>> = {
  answered: 'success',
  abandoned: 'danger',
  cut: 'danger',
  unreached: 'warning',
  callback: 'warning',
  message: 'warning',
}

/** `98.5%` of parts per million; a dash where there was nothing to divide by. */
export const percent = (ppm: number | null): string => (ppm === null ? '—' : `${(ppm / 10_000).toFixed(1)}%`)
