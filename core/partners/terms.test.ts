import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isAllowed, requireAddresses } from './allowedAddresses.ts'
import { customaryHours } from './partner.ts'
import { readPublicKey } from './publicKey.ts'
import { isServed, requireHours } from './serviceHours.ts'

describe('the addresses of a partner', () => {
  const allowed = ['10.1.0.0/16', '203.0.113.7', '2001:db8:1::/48']

  it.each([
    ['10.1.255.1', true],
    ['::ffff:10.1.255.1', true],
    ['10.2.0.1', false],
    ['203.0.113.7', true],
    ['203.0.113.8', false],
    ['2001:db8:1:2::9', true],
    ['2001:db8:2::9', false],
    ['', false],
    ['not an address', false],
    ['10.1.0.0/16', false],
  ])('hold %s: %s', (address, expected) => {
    expect(isAllowed(allowed, address)).toBe(expected)
  })

  it('may be anywhere when none is named', () => expect(isAllowed([], '198.51.100.1')).toBe(true))

  it.each([
    '10.1.0.0/33',
    '10.1.0.0/',
    '10.1.0.0/-1',
    '10.1.0/16',
    'bank.example',
    '2001:db8::/129',
    '10.0.0.1/8/8',
    '',
  ])('are not %j', (entry) => {
    expect(() => requireAddresses([entry])).toThrow('partner.addressInvalid')
  })
})

describe('the service hours of a partner', () => {
  it('are customarily 05:00 to 23:00', () => {
    const served = [0, 299, 300, 720, 1379, 1380, 1439].filter((minute) => isServed(customaryHours, minute))
    expect(served).toEqual([300, 720, 1379])
  })

  it('may span midnight, or the whole day', () => {
    const night = { serviceFrom: 1320, serviceTo: 360 }
    expect([1319, 1320, 0, 359, 360].map((minute) => isServed(night, minute))).toEqual([false, true, true, true, false])
    expect(isServed({ serviceFrom: null, serviceTo: null }, 0)).toBe(true)
    expect(isServed({ serviceFrom: 0, serviceTo: 1440 }, 1439)).toBe(true)
  })

  it.each([
    [300, null],
    [null, 300],
    [300, 300],
    [-1, 300],
    [0, 1441],
    [0.5, 300],
  ])('are not from %s to %s', (serviceFrom, serviceTo) => {
    expect(() => requireHours({ serviceFrom, serviceTo })).toThrow('partner.hoursInvalid')
  })
})

describe('the key of a partner', () => {
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
  const reasonFor = (pem: string) => {
    try {
      readPublicKey(pem)
      return null
    } catch (error) {
      return (error as { data: { reason: string } }).data.reason
    }
  }

  it('is RSA of 2048 bits or more, whichever way it is written down', () => {
    const { publicKey } = rsa(2048)
    const spki = readPublicKey(publicKey.export({ type: 'spki', format: 'pem' }).toString())
    const pkcs1 = readPublicKey(publicKey.export({ type: 'pkcs1', format: 'pem' }).toString())
    expect(pkcs1).toEqual(spki)
  })

  it('is nothing else', () => {
    const weak = rsa(1024)
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(reasonFor(weak.publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBe('tooShort')
    expect(reasonFor(ec.publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBe('notRsa')
    expect(reasonFor(rsa(2048).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toBe('private')
    for (const text of ['', 'no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'])
      expect(reasonFor(text)).toBe('unreadable')
  })
})
