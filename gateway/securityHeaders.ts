import { randomBytes } from 'node:crypto'

export type HeaderList = readonly (readonly [name: string, value: string])[]

export interface SecurityHeaders {
  /** On every answer unless a page says otherwise: nothing may be loaded, framed, sniffed or kept. */
  readonly api: HeaderList
  /** Instead of them on an HTML page whose inline scripts and styles carry this nonce. */
  page(nonce: string, wishes?: PageWishes): HeaderList
}

export interface PageWishes {
  /** What browsers ask people for and the page needs: `microphone` for the softphone, `geolocation`, `camera`. */
  permissions?: readonly ('microphone' | 'camera' | 'geolocation')[]
}

/** `https`: browsers reach the hub by TLS only, and shall remember it for a year. */
export function createSecurityHeaders({ https }: { https: boolean }): SecurityHeaders {
  const always: HeaderList = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ...(https ? [['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'] as const] : []),
  ]
  return {
    api: [
      ...always,
      ['Cache-Control', 'no-store'],
      ['Permissions-Policy', permissionsPolicy([])],
      ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"],
    ],
    page: (nonce, { permissions = [] } = {}) => [
      ...always,
      ['Cache-Control', 'no-store'],
      ['Permissions-Policy', permissionsPolicy(permissions)],
      ['Content-Security-Policy', pagePolicy(nonce)],
    ],
  }
}

/** A nonce is good for one answer. */
export const newNonce = (): string => randomBytes(16).toString('base64')

const pagePolicy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const permissionsPolicy = (allowed: readonly string[]) =>
  ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture']
    .map((name) => `${name}=(${allowed.includes(name) ? 'self' : ''})`)
    .join(', ')
