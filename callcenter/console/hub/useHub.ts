import { createContext, use } from 'react'
import type { Hub } from './hub.ts'
import type { Live } from './live.ts'

export const HubContext = createContext<(Hub & { live: Live }) | null>(null)

export function useHub(): Hub & { live: Live } {
  const hub = use(HubContext)
  if (!hub) throw new Error('there is no hub around this component')
  return hub
}
