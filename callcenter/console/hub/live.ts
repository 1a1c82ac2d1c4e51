import { io } from 'socket.io-client'
import type { EventData, HubEvents } from '#core/contract/events.ts'

export type StaffEvents = HubEvents['staff']
export type StaffEventName = keyof StaffEvents

export interface LiveState {
  connected: boolean
  /** When the hub was last heard, be it only that it is there; epoch ms of this machine, null before. */
  heardAt: number | null
}

/** What the hub tells while one looks. What is told while the connection is down is not told again: ask anew. */
export interface Live {
  state(): LiveState
  onState(hear: () => void): () => void
  on<Name extends StaffEventName>(name: Name, hear: (data: EventData<StaffEvents[Name]>) => void): () => void
  /** With a session; it ends with it. */
  open(): void
  close(): void
}

export function createLive(): Live {
  // Without polling: the session's cookie and the page's origin are proven when the WebSocket opens.
  const socket = io('/staff', { transports: ['websocket'], autoConnect: false })
  const hearers = new Set<() => void>()
  let state: LiveState = { connected: false, heardAt: null }

  const tell = (connected: boolean, heardAt: number | null) => {
    state = { connected, heardAt }
    for (const hear of hearers) hear()
  }
  const heard = () => tell(socket.connected, Date.now())
  socket.on('connect', heard)
  socket.on('disconnect', () => tell(false, state.heardAt))
  socket.onAny(heard)
  socket.io.on('ping', heard)
  // The hub closes sockets when a session ends or it restarts; the next one finds out which.
  let again: ReturnType<typeof setTimeout> | undefined
  const retry = () => {
    clearTimeout(again)
    again = setTimeout(() => socket.connect(), 3_000)
  }
  socket.on('disconnect', (reason) => reason === 'io server disconnect' && retry())
  socket.on('connect_error', () => !socket.active && retry())

  return {
    state: () => state,
    onState(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    on(name, hear) {
      // What the hub sends is typed by the contract, which both sides are made of.
      const listener = (event: string, data: unknown) => {
        if (event === name) hear(data as Parameters<typeof hear>[0])
      }
      socket.onAny(listener)
      return () => void socket.offAny(listener)
    },
    open: () => void socket.connect(),
    close() {
      clearTimeout(again)
      socket.disconnect()
    },
  }
}
