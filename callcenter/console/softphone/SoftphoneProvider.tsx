import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useNavigate } from 'react-router'
import { useAnswer, useForget, useLive, useLiveState } from '../hub/useAnswer.ts'
import { useHub } from '../hub/useHub.ts'
import { useSession } from '../session/session.ts'
import { browserLine } from './browserLine.ts'
import { phoneOf } from './phone.ts'
import { createRing } from './ring.ts'
import { createSoftphone } from './softphone.ts'
import { SoftphoneContext } from './useSoftphone.ts'

/** Asked again although nothing was heard: what was told while the connection was down is not told again. */
const everyMs = 15_000
/** A ring may be here before the hub says whose it is. */
const soonMs = 400

const seatKey = 'GET /api/staff/softphone/seat'
const callKey = 'GET /api/staff/softphone/call'

/** The one softphone of this page, with what the hub knows of it. */
export function SoftphoneProvider({ children }: { children: ReactNode }) {
  const { ask, now } = useHub()
  const { me, may } = useSession()
  const mayTake = may('call.take')
  const phone = useMemo(() => createSoftphone(browserLine(ask, now)), [ask, now])
  const ring = useMemo(createRing, [])
  const line = useSyncExternalStore(phone.onState, phone.state)
  const queries = useQueryClient()
  const forget = useForget()
  const navigate = useNavigate()
  const { connected } = useLiveState()

  const isOn = mayTake && line.link !== 'off'
  const seatAnswer = useAnswer(seatKey, {}, { enabled: isOn, everyMs })
  const waitsForCall = line.call !== null
  const callAnswer = useAnswer(callKey, {}, { enabled: isOn, everyMs })
  const seat = (isOn && seatAnswer.data?.seat) || null
  const call = (isOn && callAnswer.data) || null

  useEffect(() => forget(seatKey, callKey), [line.link, line.call?.state, connected])
  useEffect(() => {
    if (!waitsForCall || call) return
    const timer = setInterval(() => forget(callKey), soonMs)
    return () => clearInterval(timer)
  }, [waitsForCall, call === null])
  useLive('seat.changed', ({ seat: changed }) => {
    if (changed.staffId !== me.staffId) return
    queries.setQueryData([seatKey, {}], (before: typeof seatAnswer.data) =>
      before ? { ...before, seat: changed } : { seat: changed, exchange: 'up' as const },
    )
    forget(callKey)
  })
  useLive('call.changed', () => forget(callKey, seatKey))

  // A call opens its page at once, and not after loading it.
  useEffect(() => {
    if (mayTake) import('../pages/call/CallPage.tsx').catch(() => undefined)
  }, [mayTake])

  // A reload keeps the line, and with it the caller; another person on this machine signs in anew.
  const wish = `console.signedIn.${me.staffId}`
  useEffect(() => {
    if (mayTake && sessionStorage.getItem(wish) === 'yes') phone.signIn()
    return () => phone.close()
  }, [phone, mayTake, wish])

  const shown = phoneOf(line, seat, call)
  const rings = shown.state === 'ringing'
  useEffect(() => {
    if (!rings) return
    ring.start()
    return () => ring.stop()
  }, [rings, ring])

  const [lastCallId, setLastCallId] = useState<string | null>(null)
  const opened = useRef<string | null>(null)
  const callId = call?.id ?? null
  useEffect(() => {
    if (callId === null) return
    setLastCallId(callId)
    if (opened.current === callId) return
    opened.current = callId
    void navigate(`/call/${callId}`)
  }, [callId, navigate])

  const here = {
    phone,
    shown,
    seat,
    call,
    lastCallId,
    signIn() {
      sessionStorage.setItem(wish, 'yes')
      phone.signIn()
    },
    async signOut() {
      sessionStorage.removeItem(wish)
      await phone.signOut()
      forget(seatKey, callKey)
    },
  }
  return <SoftphoneContext value={here}>{children}</SoftphoneContext>
}
