import { expect, it } from 'vitest'
import { isWayForMedia } from './isWayForMedia.ts'

it('takes only what the exchange can check: UDP to an IPv4 address', () => {
  expect(isWayForMedia({ protocol: 'udp', address: '10.99.0.1' })).toBe(true)
  expect(isWayForMedia({ protocol: 'tcp', address: '10.99.0.1' })).toBe(false)
  expect(isWayForMedia({ protocol: 'udp', address: 'fd00::1' })).toBe(false)
  expect(isWayForMedia({ protocol: 'udp', address: '1f4712db-ea17-4bcf-a596-105139dfd8bf.local' })).toBe(false)
  expect(isWayForMedia({ protocol: null, address: null })).toBe(false)
})
