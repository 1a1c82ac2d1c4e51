import { useEffect, useState } from 'react'
import { useHub } from '../hub/useHub.ts'

/** The hub's time, and again every so often. */
export function useNow(everyMs = 1_000): number {
  const { now } = useHub()
  const [instant, setInstant] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setInstant(now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, now])
  return instant
}
