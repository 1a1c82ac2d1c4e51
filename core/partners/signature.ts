import { createHash, type KeyObject, sign, verify } from 'node:crypto'

/** What a request's signature covers. */
export interface SignedRequest {
  method: string
  /** As sent, with the query. */
  path: string
  /** Epoch seconds, as sent. */
  timestamp: string
  nonce: string
  body: Buffer
}

/** What an answer's signature covers; `nonce` is that of the request, so that no answer serves another. */
export interface SignedAnswer {
  status: number
  timestamp: string
  nonce: string
  body: Buffer
}

const digest = (body: Buffer) => createHash('sha256').update(body).digest('hex')
const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Lines, each ended by a line feed: method, path, timestamp, nonce, SHA-256 of the body in hex. */
export const signingText = ({ method, path, timestamp, nonce, body }: SignedRequest): string =>
  `${method.toUpperCase()}\n${path}\n${timestamp}\n${nonce}\n${digest(body)}\n`

export const answerText = ({ status, timestamp, nonce, body }: SignedAnswer): string =>
  `${status}\n${timestamp}\n${nonce}\n${digest(body)}\n`

/** RSA-SHA256 (PKCS #1 v1.5), base64: what banks' libraries call SHA256withRSA. */
export const signRequest = (privateKey: KeyObject, request: SignedRequest): string =>
  signText(privateKey, signingText(request))

export const verifyRequest = (publicKey: KeyObject, request: SignedRequest, signature: string): boolean =>
  verifyText(publicKey, signingText(request), signature)

/** The hub's side of the mutual keys. */
export const signAnswer = (privateKey: KeyObject, answer: SignedAnswer): string =>
  signText(privateKey, answerText(answer))

export const verifyAnswer = (publicKey: KeyObject, answer: SignedAnswer, signature: string): boolean =>
  verifyText(publicKey, answerText(answer), signature)

const signText = (privateKey: KeyObject, text: string) =>
  sign('sha256', Buffer.from(text), privateKey).toString('base64')

const verifyText = (publicKey: KeyObject, text: string, signature: string) =>
  base64.test(signature) && verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
