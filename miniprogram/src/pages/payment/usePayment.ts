import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PaymentState } from '../../hub/contract.ts'
import { tell, type Told } from '../../hub/hubError.ts'
import { type Attempt, nextAskMs, type Stage, stageOf } from '../../hub/paymentStage.ts'
import { useHub } from '../../hub/useHub.ts'
import { pageAddress } from '../../navigation.ts'
import { platform } from '../../platform'

export interface WatchedPayment {
  stage: Stage
  attempt: Attempt | null
  heard: PaymentState | null
  /** Why it could not be started, or the hub not asked. */
  told: Told | null
  /** Where the person pays by themselves, where this app cannot lead there. */
  elsewhere: boolean
  /** Leads to the cashier, again where need be: it is the same payment. */
  pay: () => void
  giveUp: () => void
  ask: () => void
}

/** A payment on its page: started when it was not, and then the hub is asked until it knows. */
export function usePayment(id: string): WatchedPayment {
  const { payments, now } = useHub()
  const [attempt, setAttempt] = useState(() => payments.find(id))
  const [heard, setHeard] = useState<PaymentState | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const [refused, setRefused] = useState(false)
  const [elsewhere, setElsewhere] = useState(false)
  const [waitedMs, setWaitedMs] = useState(0)
  const [watching, setWatching] = useState(true)
  const since = useRef(now())
  const stage = stageOf({ attempt, heard, refused, waitedMs })

  const ask = useCallback(async () => {
    try {
      setHeard(await payments.ask(id))
      setTold(null)
    } catch (error) {
      setTold(tell(error))
    }
    setAttempt(payments.find(id))
    setWaitedMs(now() - since.current)
  }, [payments, id, now])

  const pay = useCallback(async () => {
    const known = payments.find(id)
    if (!known) return
    payments.note(id, { givenUp: false })
    setRefused(false)
    setTold(null)
    try {
      const { prompt } = await payments.start(known)
      if (prompt === null) return await ask()
      // Before the way there is shown: whatever happens then, the hub is asked.
      payments.note(id, { shown: true })
      if ((await platform.openCashier(prompt.url, pageAddress('payment', { id }))) === 'shown') setElsewhere(true)
      since.current = now()
      setWaitedMs(0)
    } catch (error) {
      setRefused(!(payments.find(id)?.shown ?? false))
      setTold(tell(error))
    }
    setAttempt(payments.find(id))
  }, [payments, id, ask, now])

  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (attempt && !attempt.shown && !attempt.decided && !attempt.givenUp) void pay()
    else void ask()
  }, [attempt, pay, ask])

  const waiting = watching && (stage === 'waiting' || stage === 'slow')
  const pause = waiting ? nextAskMs(waitedMs) : null
  useEffect(() => {
    if (pause === null) return undefined
    const timer = setTimeout(() => void ask(), pause)
    return () => clearTimeout(timer)
  }, [pause, ask, waitedMs, heard])

  useDidShow(() => {
    setWatching(true)
    // Back from the log-in that was asked for.
    if (told?.kind === 'login') setTold(null)
    if (attempt?.shown) void ask()
  })
  useDidHide(() => setWatching(false))

  return {
    stage,
    attempt,
    heard,
    told,
    elsewhere,
    pay: () => void pay(),
    giveUp: () => {
      payments.note(id, { givenUp: true })
      setAttempt(payments.find(id))
      void ask()
    },
    ask: () => {
      since.current = now()
      void ask()
    },
  }
}
