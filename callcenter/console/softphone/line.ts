import { UA, WebSocketInterface } from 'jssip'
import type { IceCandidateEvent, PeerConnectionEvent, RTCSession } from 'jssip/lib/RTCSession.js'
import type { RTCSessionEvent, UnRegisteredEvent } from 'jssip/lib/UA.js'
import { isWayForMedia } from './isWayForMedia.ts'

/** `refused`: the credentials hold no longer, as after a restart of the exchange; a new account is wanted. */
export type Registration = 'connecting' | 'registered' | 'lost' | 'refused'

export interface LineCall {
  state: 'ringing' | 'answering' | 'talking' | 'held'
  /** The other party's number; '' when withheld. */
  number: string
  muted: boolean
  /** When the state before `muted` began, by the clock that was given. */
  since: number
}

export interface LineState {
  registration: Registration
  call: LineCall | null
}

export interface LineOptions {
  /** The gateway's address of the SIP WebSocket. */
  socket: string
  uri: string
  password: string
  /** Opened before, so that answering a call does not wait for it. */
  microphone: MediaStream
  now(): number
  onChange(state: LineState): void
}

/** One telephone line on one SIP account; at most one call at a time. */
export interface Line {
  answer(): void
  /** Ends the call, or declines it while it rings. */
  hangUp(): void
  hold(on: boolean): void
  mute(on: boolean): void
  close(): void
}

const holdAgainMs = 150
const withheld = /^(anonymous|unknown|asterisk)?$/i

export function openLine({ socket, uri, password, microphone, now, onChange }: LineOptions): Line {
  const speaker = new Audio()
  const ua = new UA({
    sockets: [new WebSocketInterface(socket)],
    uri,
    password,
    register_expires: 120,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 5,
  })
  let registration: Registration = 'connecting'
  let session: RTCSession | undefined
  let call: LineCall | null = null
  let wantsHold = false

  const tell = () => onChange({ registration, call })
  const register = (next: Registration) => {
    registration = next
    tell()
  }

  ua.on('registered', () => {
    // A socket was lost in a call: unless the exchange learns of the new one, its hanging up never arrives.
    if (session?.isEstablished() === true) session.renegotiate()
    register('registered')
  })
  ua.on('registrationFailed', ({ response }: UnRegisteredEvent) => {
    // Typed as always there; a request that timed out has none.
    const { status_code: status } = (response as { status_code: number } | null) ?? { status_code: 0 }
    register(status === 401 || status === 403 || status === 404 ? 'refused' : 'lost')
    dropDeadCall()
  })
  ua.on('disconnected', () => register('lost'))
  ua.on('newRTCSession', ({ session: next }: RTCSessionEvent) => {
    if (session) return next.terminate({ status_code: 486 })
    take(next)
  })

  function take(next: RTCSession) {
    session = next
    wantsHold = false
    const { user } = next.remote_identity.uri
    const number = withheld.test(user) ? '' : user
    const moveTo = (state: LineCall['state']) => {
      if (call?.state !== state) call = { state, number, muted: next.isMuted().audio ?? false, since: now() }
      tell()
    }
    next.on('peerconnection', ({ peerconnection }: PeerConnectionEvent) => {
      peerconnection.addEventListener('iceconnectionstatechange', dropDeadCall)
      peerconnection.addEventListener('track', ({ track }) => {
        speaker.srcObject = new MediaStream([track])
        void speaker.play()
      })
    })
    // One will do: the exchange learns the browser's other addresses from its checks. Without one it is told of all.
    next.on('icecandidate', ({ candidate, ready }: IceCandidateEvent) => {
      if (isWayForMedia(candidate)) ready()
    })
    next.on('accepted', () => moveTo('answering'))
    next.on('confirmed', () => moveTo('talking'))
    next.on('hold', () => moveTo(next.isOnHold().local ? 'held' : 'talking'))
    next.on('unhold', () => moveTo(next.isOnHold().local ? 'held' : 'talking'))
    for (const change of ['muted', 'unmuted'] as const) {
      next.on(change, () => {
        if (call) call = { ...call, muted: next.isMuted().audio ?? false }
        tell()
      })
    }
    const over = () => {
      session = undefined
      call = null
      speaker.srcObject = null
      tell()
    }
    next.on('ended', over)
    next.on('failed', over)
    moveTo('ringing')
  }

  /** A change that comes while the one before is still being agreed upon is made after it. */
  function settleHold() {
    if (session?.isEstablished() !== true || session.isOnHold().local === wantsHold) return
    const asked = wantsHold ? session.hold() : session.unhold()
    if (!asked) setTimeout(settleHold, holdAgainMs)
  }

  /** An exchange that knows the account no longer and has fallen silent was started anew: it took the call with it. */
  function dropDeadCall() {
    const way = session?.isEstablished() === true ? session.connection.iceConnectionState : 'new'
    if (registration === 'refused' && (way === 'disconnected' || way === 'failed')) session?.terminate()
  }

  ua.start()
  tell()

  return {
    answer() {
      if (call?.state === 'ringing') session?.answer({ mediaStream: microphone, pcConfig: { iceServers: [] } })
    },
    hangUp: () => session?.isEnded() === false && session.terminate(),
    hold(on) {
      wantsHold = on
      settleHold()
    },
    mute: (on) => (on ? session?.mute({ audio: true }) : session?.unmute({ audio: true })),
    close() {
      // Its socket closes some seconds later and would still speak, for whoever comes after it.
      ua.removeAllListeners()
      ua.stop()
      session = undefined
      call = null
      speaker.srcObject = null
    },
  }
}
