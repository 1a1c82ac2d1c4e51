import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddress, limitedNetwork, networks } from './clientAddress.ts'

const seen = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

describe('the address of a client', () => {
  const trusted = networks('10.0.0.0/8, 192.168.1.1 ::1')
  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['::ffff:10.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['::1', '2001:db8::7', '2001:db8::7'],
    ['10.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    ['10.0.0.1', '6.6.6.6, 1.1.1.1, 192.168.1.1', '1.1.1.1'],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['10.0.0.1', 'nonsense', '10.0.0.1'],
    ['10.0.0.1', '1.1.1.1, <script>, 10.0.0.2', '10.0.0.2'],
    ['10.0.0.1', '', '10.0.0.1'],
  ])('seen from %s, forwarded for %s, is %s', (peer, forwarded, address) => {
    expect(clientAddress(seen(peer, forwarded), trusted)).toBe(address)
  })

  it('is never believed where no proxy is trusted', () => {
    expect(clientAddress(seen('127.0.0.1', '1.1.1.1'), networks(''))).toBe('127.0.0.1')
  })

  it('names every fault of the list', () => {
    expect(() => networks('10.0.0.0/8, 10.0.0.0/33, proxy, ::/129, 1.2.3.4/8/8')).toThrow(
      expect.objectContaining({
        faults: ['10.0.0.0/33', 'proxy', '::/129', '1.2.3.4/8/8'].map(
          (entry) => `TRUSTED_PROXIES: "${entry}" is not an address or network like 10.0.0.0/8`,
        ),
      }),
    )
  })

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is counted as %s', (address, network) => {
    expect(limitedNetwork(address)).toBe(network)
  })
})
