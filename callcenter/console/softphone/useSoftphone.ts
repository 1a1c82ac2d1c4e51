import { createContext, use } from 'react'
import type { AgentCall } from '#core/contract/calls.ts'
import type { SeatView } from '#core/contract/seats.ts'
import type { Phone } from './phone.ts'
import type { Softphone } from './softphone.ts'

export interface SoftphoneHere {
  phone: Softphone
  shown: Phone
  seat: SeatView | null
  /** The call as the hub has it; null without one. */
  call: AgentCall | null
  /** Of this page, the last one that rang or was talked: its page stays after the hang-up. */
  lastCallId: string | null
  signIn(): void
  signOut(): Promise<void>
}

export const SoftphoneContext = createContext<SoftphoneHere | null>(null)

export function useSoftphone(): SoftphoneHere {
  const here = use(SoftphoneContext)
  if (!here) throw new Error('there is no softphone around this component')
  return here
}
