import { useRef, useState } from 'react'
import { tell, type Told } from './hubError.ts'

/** A button's work: done once however often it is pressed, until its answer is there. */
export function useAct() {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Told | null>(null)
  const running = useRef(false)
  async function act(work: () => Promise<unknown>): Promise<void> {
    if (running.current) return
    running.current = true
    setBusy(true)
    setRefused(null)
    try {
      await work()
    } catch (error) {
      setRefused(tell(error))
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { act: (work: () => Promise<unknown>) => void act(work), busy, refused }
}
