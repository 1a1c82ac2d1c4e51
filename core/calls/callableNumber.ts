import { numberRefused } from './calls.errors.ts'

// The numbers of the country's plan (工信部《电信网编号计划》): mobile 1[3-9] + 9 digits; fixed lines 0 + area code of two
// or three digits + seven or eight; 400 and 800 + 7; short numbers begin with 1 or 9.

const mobile = /^1[3-9]\d{9}$/
/** 010, 02x with eight digits behind; 03xx…09xx with seven or eight. No subscriber's number begins with 0 or 1. */
const fixed = /^0(?:10|2\d)[2-9]\d{7}$|^0[3-9]\d{2}[2-9]\d{6,7}$/
const local = /^[2-8]\d{6,7}$/
const freeOfCharge = /^(?:400|800)\d{7}$/
/** Voice services that charge beyond the call: 168, 160, 96xxx of others, 118xx. */
const premium = /^(?:0\d{2,3})?(?:16[08]\d{0,8}|118\d{2,}|96\d{3,6}|95\d{3,6})$/

/**
 * The number as it is dialled, of what an agent typed or a caller was known by. Only the country's own plan can be
 * rung; of short numbers only `own`.
 * @throws DomainError `calls.numberRefused`
 */
export function callableNumber(typed: string, own: readonly string[]): string {
  const plain = typed.replace(/[\s().-]/g, '')
  if (!/^\+?\d{3,20}$/.test(plain)) throw numberRefused('malformed')
  const national = plain.replace(/^(?:\+|00)86/, '')
  if (national.startsWith('+') || national.startsWith('00')) throw numberRefused('foreign')
  // A mobile number behind a prefix is rung without it: `0` of old exchanges, `86` of those who left the plus away.
  const number = national.replace(/^(?:0|86)(?=1[3-9]\d{9}$)/, '')
  if (own.includes(number) || mobile.test(number)) return number
  if (premium.test(number)) throw numberRefused('premium')
  if (fixed.test(number) || local.test(number) || freeOfCharge.test(number)) return number
  throw numberRefused(number.length < 7 ? 'short' : 'malformed')
}
