import type { Fen } from '#core/kernel/fen.ts'

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const places = ['仟', '佰', '拾', ''] as const
const digitOf = (value: number) => digits[value] ?? '零'

/**
 * An amount in capitals, as invoices carry it: `壹仟贰佰叁拾肆圆伍角整`. By the rules for filling in settlement vouchers
 * (支付结算办法, annex 1): a gap is one 零; it is written before the fen when there are no jiao, and, being optional
 * there, never after a 万 or 圆 that a full place follows; 整 ends what has no fen. Less than nothing begins with 负.
 */
export function capitalYuan(amount: Fen): string {
  const magnitude = Math.abs(amount)
  const [yuan, jiao, cents] = [Math.floor(magnitude / 100), Math.floor(magnitude / 10) % 10, magnitude % 10]
  if (magnitude === 0) return '零圆整'
  const whole = yuan === 0 ? '' : `${inCapitals(yuan)}圆`
  const gap = whole !== '' && jiao === 0 && cents > 0 ? '零' : ''
  const tenths = jiao === 0 ? '' : `${digitOf(jiao)}角`
  const hundredths = cents === 0 ? '整' : `${digitOf(cents)}分`
  return `${amount < 0 ? '负' : ''}${whole}${gap}${tenths}${hundredths}`
}

/** A whole number above zero. What is beyond 万亿 counts in 万亿. */
function inCapitals(value: number): string {
  const above = Math.floor(value / 1_0000_0000)
  const thousands = Math.floor(value / 1_0000) % 1_0000
  const upper = above === 0 ? '' : `${inCapitals(above)}亿`
  const middle = followed(upper, thousands, '万', above % 1_0000 !== 0)
  return followed(middle, value % 1_0000, '', thousands !== 0)
}

/** With four places more, and 零 where there is a gap: a place of theirs that is none, or four that were left out. */
function followed(before: string, group: number, unit: string, adjacent: boolean): string {
  if (group === 0) return before
  const gap = before !== '' && (group < 1_000 || !adjacent)
  return `${before}${gap ? '零' : ''}${fourPlaces(group)}${unit}`
}

function fourPlaces(group: number): string {
  let text = ''
  let gap = false
  for (const [index, place] of places.entries()) {
    const digit = Math.floor(group / 10 ** (3 - index)) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? '零' : ''}${digitOf(digit)}${place}`
    gap = false
  }
  return text
}
