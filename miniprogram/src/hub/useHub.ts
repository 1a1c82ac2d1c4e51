import { createContext, useContext, useEffect, useState } from 'react'
import type { Hub } from './hub.ts'

export const HubContext = createContext<Hub | null>(null)

export function useHub(): Hub {
  const hub = useContext(HubContext)
  if (!hub) throw new Error('no hub around this page')
  return hub
}

export function useLoggedIn(): boolean {
  const { session } = useHub()
  const [loggedIn, setLoggedIn] = useState(() => session.isLoggedIn())
  useEffect(() => {
    const look = () => setLoggedIn(session.isLoggedIn())
    look()
    return session.onChange(look)
  }, [session])
  return loggedIn
}

export function useElderly(): boolean {
  const { preferences } = useHub()
  const [elderly, setElderly] = useState(() => preferences.elderly())
  useEffect(() => preferences.onChange(() => setElderly(preferences.elderly())), [preferences])
  return elderly
}
