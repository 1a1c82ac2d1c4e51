import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { HubError } from '../hub/hubError.ts'
import { type Known, openQuestion, type OpenQuestion } from '../hub/question.ts'
import { useHub } from '../hub/useHub.ts'
import type { Question } from '../hub/useQuestion.ts'
import { type Crew, crewOf } from './crew.ts'
import type { Desk } from './desk.ts'
import { onOnline } from './network'

/** Draws the page anew whenever one of these is heard. */
function useHeard(...hear: readonly ((listener: () => void) => () => void)[]) {
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const deafen = hear.map((one) => one(again))
    return () => deafen.forEach((one) => one())
  }, hear)
}

/** With the desk of who works with this phone, as it is now. */
export function useCrew(): Crew & { now: () => number; newId: () => string } {
  const { now, newId } = useHub()
  const crew = crewOf(useHub())
  useHeard(crew.onChange, crew.session.onChange)
  return { ...crew, now, newId }
}

/** Draws the page anew when work or sending moves on, and sends what waits whenever the page is shown. */
export function useDesk(desk: Desk): Desk {
  useHeard(desk.works.onChange, desk.syncer.onChange)
  useEffect(() => desk.syncer.start(), [desk])
  useDidShow(() => desk.syncer.start())
  return desk
}

/** The time, read again twice a minute: epoch ms. */
export function useNow(): number {
  const { now } = useHub()
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 30_000)
    return () => clearInterval(timer)
  }, [now])
  return at
}

/**
 * Asks the hub when the page opens, is shown again, after something was done, and when the network is back. What is known
 * stays when the hub does not know the session any more.
 */
export function useDeskQuestion<T>({ answers }: Desk, name: string, ask: () => Promise<T>): Question<T> {
  const { now } = useHub()
  const [known, setKnown] = useState<Known<T>>({ state: 'loading' })
  const asking = useRef(ask)
  asking.current = ask
  const open = useRef<OpenQuestion | null>(null)

  useEffect(() => {
    const patient = () => asking.current().catch(asUnheard)
    const question = openQuestion({ answers, now }, { name, ask: patient, show: setKnown })
    open.current = question
    const deafen = onOnline(question.again)
    return () => {
      open.current = null
      deafen()
      question.close()
    }
  }, [name, answers, now])

  useDidShow(() => open.current?.shown())

  const again = useCallback(() => open.current?.again(), [])
  return { ...known, again }
}

/** The page says by itself that the person has to log in again. */
function asUnheard(error: unknown): never {
  if (error instanceof HubError && error.problem?.status === 401) throw new HubError(null, 'session ended')
  throw error
}
