import { type BusinessDate, addDays } from '#core/kernel/businessDate.ts'
import type { Meter, Reading, ReadingKind } from '#core/metering/meter.ts'
import type { DemoAccount } from './demoAccount.ts'
import type { Register } from './households.ts'
import { estimated, lastRegister, newLife, readMeter, shown } from './meterLife.ts'
import { monthsBetween, periods, recordedAt } from './readingDates.ts'
import { waterUntil } from './waterUse.ts'

/** What a walk along a route brings from one account. */
export interface PeriodReadings {
  readings: Reading[]
  /** An old meter that was taken out since the last walk, and the new one that was put in. */
  replaced: { removed: Meter; installed: Meter; on: BusinessDate } | null
}

/** A walk along a route, at the end of a period. */
export interface Walk {
  period: number
  on: BusinessDate
  /** When its readings are written down: epoch ms. */
  at: number
}

/** Of the readings: before so many the meter is replaced, and so many of those on foot are guessed. */
const replacing = 0.003
const guessing = 0.03
/** Of the newest, which nobody has reviewed yet: a leak of so many months' water, a misread dial, one sent in. */
const odd = { jump: 0.004, belowLast: 0.002, self: 0.003 }
const leakMonths = 12
const misreadBy = 3_000

/** The water of a period flows, and its end is read. Null before the account was opened. */
export function readPeriod(demo: DemoAccount, { period, on, at }: Walk, register: Register): PeriodReadings | null {
  if (period < demo.opened) return null
  const { random, plain, use } = demo
  const newest = period === periods - 1
  const volume = waterUntil(use, on, monthsBetween, random)
  const replaces = random.chance(replacing) && !plain && !newest
  const before = replaces ? replaceMeter(demo, addDays(on, -7), Math.floor(volume * 0.75), register) : null
  demo.life = { ...demo.life, through: demo.life.through + (before ? Math.ceil(volume * 0.25) : volume) }
  const how = howItIsRead(demo, newest && !plain)
  const { reading, life } = readMeter(demo.life, on, { ...how, at, review: newest })
  demo.life = life
  return { readings: before ? [before.final, reading] : [reading], replaced: before && before.replaced }
}

function howItIsRead(demo: DemoAccount, mayBeOdd: boolean): { kind: ReadingKind; register: number } {
  const { life, plain, readBy, use, random } = demo
  const register = shown(life, readBy)
  const roll = random.next()
  if (mayBeOdd && roll < odd.jump) {
    const leak = leakMonths * Math.max(use.monthly, 10_000)
    return { kind: readBy, register: (register + leak) % life.meter.registerCapacity }
  }
  if (mayBeOdd && roll < odd.jump + odd.belowLast) {
    return { kind: readBy, register: Math.max(0, lastRegister(life) - misreadBy) }
  }
  if (mayBeOdd && roll < odd.jump + odd.belowLast + odd.self) return { kind: 'self', register }
  if (!plain && readBy === 'actual' && roll >= 1 - guessing) return { kind: 'estimated', register: estimated(life) }
  return { kind: readBy, register }
}

/** What has run through the old meter until then is read for the last time; the new one begins at zero. */
function replaceMeter(demo: DemoAccount, on: BusinessDate, volume: number, register: Register) {
  const old = { ...demo.life, through: demo.life.through + volume }
  const last = { kind: 'final', register: shown(old, demo.readBy), at: recordedAt(on), review: false } as const
  const { reading: final } = readMeter(old, on, last)
  const installed = register.newMeter(demo.account.id, on)
  demo.life = newLife(installed)
  return { final, replaced: { removed: old.meter, installed, on } }
}
