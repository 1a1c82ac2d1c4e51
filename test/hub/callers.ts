import { type KeyObject, randomUUID, sign } from 'node:crypto'
import { client } from '#core/contract/client.ts'
import type { HubContract } from '#core/contract/index.ts'
import { signRequest } from '#core/partners/signature.ts'
import { serialOf } from '#gateway/sandbox/sandboxSignature.ts'

// Those who call the hub from outside, over real HTTP.

/** What the hub answered instead: status and problem+json. */
export class Refusal extends Error {
  readonly status: number
  readonly problem: Readonly<Record<string, unknown>>
  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(`${status} ${String(problem['code'])}`)
    this.status = status
    this.problem = problem
  }
}

type Headers = Readonly<Record<string, string>>
interface Outgoing {
  method: string
  path: string
  body?: unknown
}

async function exchange(url: string, { method, path, body }: Outgoing, headers: Headers): Promise<unknown> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  const response = await fetch(`${url}${path}`, { method, headers: { ...type, ...headers }, ...json })
  if (!response.ok) throw new Refusal(response.status, (await response.json()) as Record<string, unknown>)
  if (response.status === 204) return undefined
  const isJson = response.headers.get('content-type')?.includes('json')
  return isJson ? response.json() : new Uint8Array(await response.arrayBuffer())
}

/** Whoever has no proof. */
export const anybody = (url: string) => client<HubContract>((request) => exchange(url, request, {}))

export const residentCaller = (url: string, accessToken: string) =>
  client<HubContract>((request) => exchange(url, request, { Authorization: `Bearer ${accessToken}` }))

export const staffCaller = (url: string, cookie: string) =>
  client<HubContract>((request) => exchange(url, request, { Cookie: cookie, Origin: url }))

/** Logs in as staff do; resolves to the cookie that a browser would keep. */
export async function staffCookieFor(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/staff/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  const [cookie] = response.headers.getSetCookie()
  if (!cookie) throw new Error(`no log-in for ${login}: ${response.status} ${await response.text()}`)
  return cookie.split(';', 1)[0] ?? ''
}

export interface PartnerKey {
  code: string
  privateKey: KeyObject
}

/** The headers of one signed request. `overrides` are for those who cheat. */
export function partnerHeaders(
  partner: PartnerKey,
  request: { method: string; path: string; body: string },
  overrides: { timestamp?: string; nonce?: string } = {},
): Record<string, string> {
  const { timestamp = String(Math.floor(Date.now() / 1000)), nonce = randomUUID() } = overrides
  const signed = { method: request.method, path: request.path, timestamp, nonce, body: Buffer.from(request.body) }
  return {
    'X-Partner-Code': partner.code,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': signRequest(partner.privateKey, signed),
  }
}

export const partnerCaller = (url: string, partner: PartnerKey) =>
  client<HubContract>((request) => {
    const { method, path, body } = request
    const text = body === undefined ? '' : JSON.stringify(body)
    return exchange(url, request, partnerHeaders(partner, { method, path, body: text }))
  })

/** The headers of a notice as the sandbox signs it. */
export function channelHeaders(publicKey: KeyObject, privateKeyPem: string, body: string): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomUUID()]
  return {
    'Sandbox-Timestamp': timestamp,
    'Sandbox-Nonce': nonce,
    'Sandbox-Serial': serialOf(publicKey),
    'Sandbox-Signature': sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), privateKeyPem).toString(
      'base64',
    ),
  }
}
