import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signAnswer, signingText, signRequest, verifyAnswer, verifyRequest } from './signature.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

describe('a signed request', () => {
  const request = {
    method: 'post',
    path: '/api/partner/bills?accountNumber=1001',
    timestamp: '1790000000',
    nonce: 'nonce-0123456789',
    body: Buffer.from('{"amount":3040}'),
  }

  it('is five lines, each ended', () => {
    const hash = createHash('sha256').update('{"amount":3040}').digest('hex')
    expect(signingText(request)).toBe(
      `POST\n/api/partner/bills?accountNumber=1001\n1790000000\nnonce-0123456789\n${hash}\n`,
    )
  })

  it('proves true as it was signed, and false with anything else in it', () => {
    const signature = signRequest(privateKey, request)
    expect(verifyRequest(publicKey, request, signature)).toBe(true)
    for (const altered of [
      { method: 'GET' },
      { path: '/api/partner/bills?accountNumber=1002' },
      { path: '/api/partner/bills' },
      { timestamp: '1790000001' },
      { nonce: 'nonce-0123456780' },
      { body: Buffer.from('{"amount":3041}') },
      { body: Buffer.alloc(0) },
    ]) {
      expect(verifyRequest(publicKey, { ...request, ...altered }, signature)).toBe(false)
    }
  })

  it('takes only base64 for a signature', () => {
    const signature = signRequest(privateKey, request)
    for (const other of [
      '',
      ' ',
      `${signature}\n`,
      `${signature}!`,
      signature.slice(4),
      Buffer.from(signature, 'base64').toString('hex'),
    ]) {
      expect(verifyRequest(publicKey, request, other)).toBe(false)
    }
  })

  it('is not made by another key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(verifyRequest(publicKey, request, signRequest(other.privateKey, request))).toBe(false)
  })
})

describe('a signed answer', () => {
  it('is bound to its status, its body and the request it answers', () => {
    const answer = { status: 200, timestamp: '1790000000', nonce: 'nonce-0123456789', body: Buffer.from('{}') }
    const signature = signAnswer(privateKey, answer)
    expect(verifyAnswer(publicKey, answer, signature)).toBe(true)
    for (const altered of [
      { status: 409 },
      { nonce: 'nonce-9876543210' },
      { timestamp: '1790000001' },
      { body: Buffer.from('{ }') },
    ]) {
      expect(verifyAnswer(publicKey, { ...answer, ...altered }, signature)).toBe(false)
    }
  })
})
