import { addDays, dateOf, minuteOfDay, monthOf, type BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'
import type { PromptName } from './prompts.ts'

export type Sentence = readonly PromptName[]

const digits = [
  'digit-0',
  'digit-1',
  'digit-2',
  'digit-3',
  'digit-4',
  'digit-5',
  'digit-6',
  'digit-7',
  'digit-8',
  'digit-9',
] as const satisfies Sentence

const places = [
  [1000, 'thousand'],
  [100, 'hundred'],
  [10, 'ten'],
] as const
const myriads = [
  [100_000_000, 'hundred-million'],
  [10_000, 'ten-thousand'],
] as const
const most = 10 ** 12

const digit = (value: number): PromptName => digits[value] ?? 'digit-0'

/**
 * A whole number from 0 below 10¹², as a cardinal: 零 stands once for each gap, 2 is 二 before 十 and at the end, 两
 * before 百, 千, 万 and 亿; 10 to 19 begin with 十.
 * @throws RangeError for anything else
 */
export function cardinal(value: number): Sentence {
  if (!Number.isSafeInteger(value) || value < 0 || value >= most) throw new RangeError(`cannot be read out: ${value}`)
  if (value === 0) return ['digit-0']
  const said: PromptName[] = []
  let rest = value
  let gap = false
  for (const [size, name] of myriads) {
    const group = Math.floor(rest / size)
    rest %= size
    if (group > 0) said.push(...zeroBefore(said, gap || group < 1000), ...ofGroup(group, said.length === 0), name)
    gap = said.length > 0 && group === 0
  }
  if (rest > 0) said.push(...zeroBefore(said, gap || rest < 1000), ...ofGroup(rest, said.length === 0, true))
  return said
}

const zeroBefore = (said: Sentence, needed: boolean): Sentence => (said.length > 0 && needed ? ['digit-0'] : [])

/** 1…9999. `last`: no 万 or 亿 follows, so that a 2 at the end is 二. */
function ofGroup(group: number, first: boolean, last = false): Sentence {
  if (group === 2 && !last) return ['two']
  const said: PromptName[] = []
  let rest = group
  let gap = false
  for (const [size, name] of places) {
    const count = Math.floor(rest / size)
    rest %= size
    if (count === 0) {
      gap = said.length > 0
      continue
    }
    if (gap) said.push('digit-0')
    gap = false
    // 十二, but 一百一十二.
    if (!(first && size === 10 && count === 1 && said.length === 0)) said.push(countBefore(count, size))
    said.push(name)
  }
  if (rest > 0) said.push(...(gap ? (['digit-0'] as const) : []), digit(rest))
  return said
}

const countBefore = (count: number, size: number): PromptName => (count === 2 && size > 10 ? 'two' : digit(count))

/** A number of people, bills or minutes: two are 两. */
export const count = (value: number): Sentence => (value === 2 ? ['two'] : cardinal(value))

/**
 * 一百二十三元四角五分; 一元零五分; 五角; 零元. What is owed is told as a positive amount by whoever knows the sign.
 * @throws RangeError for a negative amount
 */
export function amount(value: Fen): Sentence {
  const [whole, jiao, rest] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  if (value === 0) return ['digit-0', 'yuan']
  const said: PromptName[] = value >= 100 || value < 0 ? [...count(whole), 'yuan'] : []
  if (jiao > 0) said.push(jiao === 2 ? 'two' : digit(jiao), 'jiao')
  else if (rest > 0 && said.length > 0) said.push('digit-0')
  if (rest > 0) said.push(rest === 2 && said.length === 0 ? 'two' : digit(rest), 'fen')
  return said
}

/** 十一月二十四日. */
export const monthAndDay = (date: BusinessDate): Sentence => [
  ...cardinal(monthOf(date)),
  'month',
  ...cardinal(Number(date.slice(8))),
  'day',
]

/** In Asia/Shanghai, by the twelve-hour clock: 上午九点, 下午两点半, 晚上八点零五分, 中午十二点. */
export function timeOfDay(instant: number): Sentence {
  const minuteNow = minuteOfDay(instant)
  const [hour, minute] = [Math.floor(minuteNow / 60), minuteNow % 60]
  // 凌晨零点, not 凌晨十二点.
  const told = hour > 12 ? hour - 12 : hour
  return [partOfDay(hour), ...count(told), 'o-clock', ...minutesPast(minute)]
}

function minutesPast(minute: number): Sentence {
  if (minute === 0) return []
  if (minute === 30) return ['half']
  return minute < 10 ? ['digit-0', digit(minute), 'minute'] : [...cardinal(minute), 'minute']
}

function partOfDay(hour: number): PromptName {
  if (hour < 6) return 'early-morning'
  if (hour < 12) return 'morning'
  if (hour < 13) return 'noon'
  return hour < 18 ? 'afternoon' : 'evening'
}

/** 今天下午两点; 明天上午九点; 十一月二十六日上午九点: as seen from `at`. */
export function moment(instant: number, at: number): Sentence {
  const [date, today] = [dateOf(instant), dateOf(at)]
  if (date === today) return ['today', ...timeOfDay(instant)]
  return [...(date === addDays(today, 1) ? (['tomorrow'] as const) : monthAndDay(date)), ...timeOfDay(instant)]
}

/** Account and telephone numbers, digit by digit; 1 is 幺. What is no digit is not read. */
export const digitByDigit = (text: string): Sentence =>
  Array.from(text.replace(/\D/g, ''), (one) => (one === '1' ? 'digit-1-spoken' : digit(Number(one))))
