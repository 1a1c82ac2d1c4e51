import type { AgentCall } from '#core/contract/calls.ts'
import type { SeatView } from '#core/contract/seats.ts'
import { reasonWord } from '../format/words.ts'
import type { SoftphoneState } from './softphone.ts'

export type PhoneState =
  | 'off'
  | 'elsewhere'
  | 'blocked'
  | 'connecting'
  | 'lost'
  | 'free'
  | 'paused'
  | 'ringing'
  | 'talking'
  | 'held'
  | 'returning'
  | 'wrapUp'

/** The telephone as its bar shows it. */
export interface Phone {
  state: PhoneState
  label: string
  tone: 'success' | 'warning' | 'danger' | 'info' | 'quiet'
  /** Since when, by the hub's clock; null where it does not matter. */
  since: number | null
  /** When it ends by itself. */
  until: number | null
  /** The other party's; '' when withheld, null without a call. */
  number: string | null
  muted: boolean
  /** The connection to the exchange is gone: a call goes on meanwhile. */
  disconnected: boolean
  problem: string | null
}

/** A line knows of calls at once, the hub of everything else: pauses, wrap-up, and calls that a reload has lost. */
export function phoneOf(line: SoftphoneState, seat: SeatView | null, agentCall: AgentCall | null): Phone {
  const { link, problem, call } = line
  const disconnected = link === 'lost' || link === 'unavailable'
  const shown = (state: PhoneState, label: string, tone: Phone['tone'], more: Partial<Phone> = {}): Phone => ({
    state,
    label,
    tone,
    since: null,
    until: null,
    number: null,
    muted: false,
    disconnected,
    problem,
    ...more,
  })
  if (call) {
    const more = { since: call.since, number: call.number, muted: call.muted }
    if (call.state === 'ringing')
      return shown('ringing', agentCall?.kind === 'outbound' ? '呼出' : '来电', 'danger', more)
    if (call.state === 'held') return shown('held', '保持中', 'warning', more)
    return shown('talking', call.muted ? '通话（已静音）' : '通话', 'success', more)
  }
  switch (link) {
    case 'off':
      return shown('off', '未签入', 'quiet')
    case 'elsewhere':
      return shown('elsewhere', '话机在另一个标签页中', 'quiet')
    case 'microphoneRefused':
    case 'noSeat':
      return shown('blocked', '未能签入', 'danger')
    case 'connecting':
      return shown('connecting', '正在签入', 'info')
    case 'lost':
    case 'unavailable':
      return shown('lost', '连接中断，正在重连', 'danger')
    case 'registered':
      return registered(seat, agentCall, shown)
  }
}

function registered(
  seat: SeatView | null,
  agentCall: AgentCall | null,
  shown: (state: PhoneState, label: string, tone: Phone['tone'], more?: Partial<Phone>) => Phone,
): Phone {
  if (!seat) return shown('connecting', '正在签入', 'info')
  const { since, until } = seat
  switch (seat.state) {
    case 'free':
      return shown('free', '空闲', 'success', { since })
    case 'paused':
      return shown('paused', seat.reason ? `示忙 · ${reasonWord(seat.reason)}` : '示忙', 'warning', { since, until })
    case 'wrapUp':
      return shown('wrapUp', '话后处理', 'info', { since, until })
    // The hub knows a call that this page does not have yet: it was loaded anew, and will be rung.
    case 'ringing':
    case 'talking':
      return shown('returning', '正在接回通话', 'info', { since, number: agentCall?.number ?? null })
    case 'offline':
      return shown('connecting', '正在签入', 'info')
  }
}
