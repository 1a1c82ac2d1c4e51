import { io } from 'socket.io-client'

/** An open page: hears of outages, and comes back by itself when its gateway is gone. */
export interface Page {
  /** How often it was connected. */
  connections(): number
  /** Outages that it heard of. */
  heard: ReadonlySet<string>
  isConnected(): boolean
  close(): void
}

export function openStaffPage(url: string, cookie: string): Page {
  const socket = io(`${url}/staff`, {
    transports: ['websocket'],
    extraHeaders: { Cookie: cookie, Origin: url },
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
  })
  const heard = new Set<string>()
  let connected = 0
  socket.on('connect', () => void connected++)
  socket.on('outage.changed', ({ outageId }: { outageId: string }) => void heard.add(outageId))
  return {
    connections: () => connected,
    heard,
    isConnected: () => socket.connected,
    close: () => void socket.disconnect(),
  }
}
