import type { IncomingMessage } from 'node:http'

/** Whether a browser sends this request from a page of the hub itself. */
export interface OriginCheck {
  /** `absent`: no browser, or one that tells its origin only to others. */
  (req: IncomingMessage): 'ours' | 'foreign' | 'absent'
}

/**
 * `publicOrigin` is how browsers reach the hub (`https://water.example`); null where it is not known, as in a
 * demonstration: then the request's own Host is compared, which a page elsewhere cannot choose.
 */
export function createOriginCheck(publicOrigin: string | null): OriginCheck {
  return (req) => {
    const { origin, host } = req.headers
    if (origin !== undefined) {
      const ours = publicOrigin === null ? hostOf(origin) === host?.toLowerCase() : origin === publicOrigin
      return ours ? 'ours' : 'foreign'
    }
    const site = req.headers['sec-fetch-site']
    if (site === undefined || site === 'none') return 'absent'
    return site === 'same-origin' ? 'ours' : 'foreign'
  }
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
