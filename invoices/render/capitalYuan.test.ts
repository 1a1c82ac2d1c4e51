import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { capitalYuan } from './capitalYuan.ts'

it.each([
  [0, '零圆整'],
  [1, '壹分'],
  [10, '壹角整'],
  [11, '壹角壹分'],
  [100, '壹圆整'],
  [101, '壹圆零壹分'],
  [110, '壹圆壹角整'],
  [1_000, '壹拾圆整'],
  [1_005, '壹拾圆零伍分'],
  [2_000, '贰拾圆整'],
  [10_100, '壹佰零壹圆整'],
  [11_000, '壹佰壹拾圆整'],
  // The examples of the rules themselves.
  [140_950, '壹仟肆佰零玖圆伍角整'],
  [600_714, '陆仟零柒圆壹角肆分'],
  [168_032, '壹仟陆佰捌拾圆叁角贰分'],
  [10_700_053, '壹拾万柒仟圆伍角叁分'],
  [1_640_902, '壹万陆仟肆佰零玖圆零贰分'],
  [32_504, '叁佰贰拾伍圆零肆分'],
  [100_000_00, '壹拾万圆整'],
  [100_500_00, '壹拾万零伍佰圆整'],
  [100_005_00, '壹拾万零伍圆整'],
  [10_000_000_00, '壹仟万圆整'],
  [10_001_000_00, '壹仟万壹仟圆整'],
  [10_000_100_00, '壹仟万零壹佰圆整'],
  [100_000_000_00, '壹亿圆整'],
  [100_000_001_00, '壹亿零壹圆整'],
  [100_005_000_00, '壹亿零伍仟圆整'],
  [100_010_000_00, '壹亿零壹万圆整'],
  [110_000_000_00, '壹亿壹仟万圆整'],
  [1_000_000_000_000_00, '壹万亿圆整'],
  [1_000_100_000_001_00, '壹万零壹亿零壹圆整'],
  [-3_040, '负叁拾圆肆角整'],
])('%i fen are %s', (amount, text) => {
  expect(capitalYuan(fen(amount))).toBe(text)
})

const digits = '零壹贰叁肆伍陆柒捌玖'
const units: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 }

/** Reads capitals as people do: what a text means, whatever rules made it. */
function read(text: string): number {
  const negative = text.startsWith('负')
  const [, whole = '', rest = ''] = /^(?:(.*)圆)?(.*)$/.exec(text.replace(/^负/, '')) ?? []
  const jiao = digits.indexOf(/(.)角/.exec(rest)?.[1] ?? '零')
  const cents = digits.indexOf(/(.)分/.exec(rest)?.[1] ?? '零')
  const value = readWhole(whole) * 100 + jiao * 10 + cents
  return negative ? -value : value
}

function readWhole(text: string): number {
  const hundredMillions = text.lastIndexOf('亿')
  if (hundredMillions >= 0)
    return readWhole(text.slice(0, hundredMillions)) * 1_0000_0000 + readWhole(text.slice(hundredMillions + 1))
  const tenThousands = text.indexOf('万')
  if (tenThousands >= 0)
    return readWhole(text.slice(0, tenThousands)) * 1_0000 + readWhole(text.slice(tenThousands + 1))
  let total = 0
  let digit = 0
  for (const sign of text) {
    const unit = units[sign]
    if (unit === undefined) digit = digits.indexOf(sign)
    else {
      total += digit * unit
      digit = 0
    }
  }
  return total + digit
}

const spread = fc.oneof(
  fc.integer({ min: 0, max: 9_000_000_000_000_000 }),
  fc.integer({ min: 0, max: 10_000_000 }),
  // Mostly gaps.
  fc
    .array(fc.constantFrom(0, 0, 0, 0, 1, 5), { minLength: 1, maxLength: 15 })
    .map((places) => places.reduce<number>((value, digit) => value * 10 + digit, 0)),
)

it('say what they stand for, whoever reads them', () => {
  fc.assert(
    fc.property(spread, (amount) => {
      expect(read(capitalYuan(fen(amount)))).toBe(amount)
    }),
    { numRuns: 2_000 },
  )
})

it('have no 零 beside another, none before a unit, and no unit without its digit', () => {
  fc.assert(
    fc.property(
      spread.filter((amount) => amount > 0),
      (amount) => {
        const text = capitalYuan(fen(amount))
        expect(text).not.toMatch(/零零|零[拾佰仟万亿圆角分整]|^[零拾佰仟万亿圆角分整]|[拾佰仟][拾佰仟]|万万|亿亿/)
        expect(text).toMatch(/[整分]$/)
      },
    ),
    { numRuns: 2_000 },
  )
})

it('have a 零 wherever a place is missing below one that is there', () => {
  const at = (place: number, lower: number) => fen(10 ** place * 100 + lower * 100)
  for (let place = 2; place <= 12; place++) {
    for (let lower = 0; lower < place - 1; lower++) {
      // A full thousand right below 万 or 亿 is where it is optional, and left out.
      const optional = lower % 4 === 3 && Math.floor(place / 4) === Math.floor(lower / 4) + 1
      expect.soft(capitalYuan(at(place, 10 ** lower)).includes('零'), `10^${place} + 10^${lower}`).toBe(!optional)
    }
  }
})
