import type { RateLimit } from '#core/contract/route.ts'
import type { Networks } from './clientAddress.ts'
import { createOriginCheck, type OriginCheck } from './origin.ts'
import { createSecurityHeaders, type SecurityHeaders } from './securityHeaders.ts'

/** How the world reaches this hub, from its configuration. */
export interface EdgeSettings {
  /** `https://water.example`; null where it is not known, as in a demonstration. */
  publicOrigin: string | null
  trustedProxies: Networks
  /** Who may read `/metrics`, beside loopback. */
  metricsReaders: Networks
  /** For all requests of one network together; null leaves that to whatever stands in front. */
  addressLimit: RateLimit | null
}

/** What application, server and sockets share of that. */
export interface Edge extends EdgeSettings {
  headers: SecurityHeaders
  originOf: OriginCheck
}

export const createEdge = (settings: EdgeSettings): Edge => ({
  ...settings,
  headers: createSecurityHeaders({ https: settings.publicOrigin?.startsWith('https:') ?? false }),
  originOf: createOriginCheck(settings.publicOrigin),
})
