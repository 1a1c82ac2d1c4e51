import type { IncomingMessage } from 'node:http'
import type { Server } from 'socket.io'
import { clientAddress, limitedNetwork, type Networks } from '../clientAddress.ts'
import type { OriginCheck } from '../origin.ts'

export interface AdmissionRules {
  originOf: OriginCheck
  trustedProxies: Networks
  mostPerAddress: number
}

/** Before anything is proven: no page of another site, and no more than some connections from one network. */
export interface Admission {
  /** socket.io's `allowRequest`. */
  decide(request: IncomingMessage, done: (reason: string | null, admitted: boolean) => void): void
  /** Counts the connections of this server. */
  watch(engine: Server['engine']): void
}

export function createAdmission({ originOf, trustedProxies, mostPerAddress }: AdmissionRules): Admission {
  const open = new Map<string, number>()
  const networkOf = (request: IncomingMessage) => limitedNetwork(clientAddress(request, trustedProxies))
  const add = (network: string, change: 1 | -1) => {
    const count = (open.get(network) ?? 0) + change
    if (count > 0) open.set(network, count)
    else open.delete(network)
  }
  return {
    decide(request, done) {
      if (originOf(request) === 'foreign') return done('foreign origin', false)
      if ((open.get(networkOf(request)) ?? 0) >= mostPerAddress) return done('too many connections', false)
      done(null, true)
    },
    watch(engine) {
      engine.on(
        'connection',
        (connection: { request: IncomingMessage; once(event: 'close', hear: () => void): void }) => {
          // Found out now: a socket that is gone has no address any more.
          const network = networkOf(connection.request)
          add(network, 1)
          connection.once('close', () => add(network, -1))
        },
      )
    },
  }
}
