import { expect, it } from 'vitest'
import { creditCodeCheck, isCreditCode } from './creditCode.ts'

it.each(['91350100M000100Y43', '91330100799655058B', '914403001922038216', '9144030071526726XG'])(
  'knows %s, which is one',
  (code) => expect(isCreditCode(code)).toBe(true),
)

it('sees every single wrong sign, and every two that were swapped', () => {
  const code = '91330100799655058B'
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  for (let place = 0; place < code.length; place++) {
    const others = Array.from(signs).filter((sign) => sign !== code[place])
    for (const sign of others) expect(isCreditCode(code.slice(0, place) + sign + code.slice(place + 1))).toBe(false)
    const [one = '', two = ''] = code.slice(place, place + 2)
    if (two !== '' && one !== two) {
      expect(isCreditCode(code.slice(0, place) + two + one + code.slice(place + 2))).toBe(false)
    }
  }
})

it.each([
  '',
  '91350100M000100Y4',
  '91350100M000100Y433',
  '91350100m000100y43',
  '91350100I000100Y43',
  '９1350100M000100Y43',
])('does not take %j for one', (code) => expect(isCreditCode(code)).toBe(false))

it('has no check sign for what has a letter that is none', () => {
  expect(creditCodeCheck('91350100I000100Y4')).toBeNull()
  expect(creditCodeCheck('91350100M000100Y4')).toBe('3')
})
