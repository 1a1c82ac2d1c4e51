import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { newId } from '#core/kernel/id.ts'
import { type AccessKey, signAccessToken } from '#core/residents/accessToken.ts'
import { accountIdOf, residentIdOf } from './city.ts'

/** Requests that a client sends one after the other, and what each has to be answered with. */
export type Errand = readonly { request: Buffer; status: number }[]

export type ErrandKind = 'bills' | 'payment'

export interface ErrandSecrets {
  accessKey: AccessKey
  /** Of the payment channel, which signs its notices with it. */
  channelKey: KeyObject
}

const amount = 100

/** All that costs time is done here, before any clock runs: ids, tokens, signatures, the bytes of the requests. */
export async function prepareErrands(
  kind: ErrandKind,
  count: number,
  accounts: number,
  secrets: ErrandSecrets,
): Promise<Errand[]> {
  const tokens = await Promise.all(
    Array.from({ length: Math.min(count, accounts) }, (_, index) => {
      const principal = { residentId: residentIdOf(index), sessionId: residentIdOf(index) }
      return signAccessToken(secrets.accessKey, principal, Date.now())
    }),
  )
  const serial = serialOf(secrets.channelKey)
  return Array.from({ length: count }, (_, number) => {
    const index = number % tokens.length
    const bearer = `Authorization: Bearer ${tokens[index]}`
    const accountId = accountIdOf(index)
    return kind === 'bills'
      ? [{ request: requestOf('GET', `/api/resident/accounts/${accountId}/bills`, [bearer]), status: 200 }]
      : paymentErrand(accountId, bearer, secrets.channelKey, serial)
  })
}

function paymentErrand(accountId: string, bearer: string, channelKey: KeyObject, serial: string): Errand {
  const id = newId(Date.now())
  const started = { id, accountId, channel: 'sandbox', amount }
  const paidAt = Date.now()
  const notice = { event: 'order.paid', orderNumber: id, transactionId: `T${id}`, amount, paidAt }
  const bytes = JSON.stringify(notice)
  const timestamp = Math.floor(paidAt / 1000)
  const nonce = randomBytes(16).toString('hex')
  const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${bytes}\n`), channelKey)
  const proof = [
    `Sandbox-Timestamp: ${timestamp}`,
    `Sandbox-Nonce: ${nonce}`,
    `Sandbox-Serial: ${serial}`,
    `Sandbox-Signature: ${signature.toString('base64')}`,
  ]
  return [
    { request: requestOf('POST', '/api/resident/payments', [bearer], JSON.stringify(started)), status: 201 },
    { request: requestOf('POST', '/api/channels/sandbox/notices', proof, bytes), status: 200 },
  ]
}

/** The name that the channel's key has in its notices. */
function serialOf(channelKey: KeyObject): string {
  const der = createPublicKey(channelKey).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 32).toUpperCase()
}

function requestOf(method: string, path: string, headers: readonly string[], body?: string): Buffer {
  const ofBody =
    body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
  return Buffer.from(
    [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, ...ofBody, '', body ?? ''].join('\r\n'),
  )
}
