import { type Litres, litres } from '#core/kernel/litres.ts'
import type { ReadingKind, ReviewReason } from './meter.ts'

/** When a reading is too strange to be billed without a person having looked; figures of this utility, not of a law. */
export interface ReviewRules {
  /** A volume above so many times the recent mean, and the same month of the year before, is a jump … */
  jumpFactor: number
  /** … unless it is small in itself. */
  jumpFrom: Litres
  /** Where nothing was read before there is no mean: then a volume above this is a jump. */
  firstFrom: Litres
  /** So many readings without use, after there was some, and the meter may have stopped. */
  stoppedAfter: number
}

export const reviewRules: ReviewRules = {
  jumpFactor: 3,
  jumpFrom: litres(10_000),
  firstFrom: litres(1_000_000),
  stoppedAfter: 3,
}

export interface Readout {
  register: Litres
  kind: ReadingKind
  last: Litres
  registerCapacity: Litres
  /** Volumes of the readings before, also of the meter that this one replaced, the newest first; six are enough. */
  recent: readonly Litres[]
  /** The volume of the same month a year before; null where there is none. */
  yearAgo: Litres | null
}

/**
 * The volume a reading stands for, and why it may have to be reviewed. A register that was in its last tenth and is now
 * in its first has turned over; any other lower reading keeps its negative volume until a person has decided.
 */
export function judgeReading(readout: Readout, rules = reviewRules): { volume: Litres; reasons: ReviewReason[] } {
  const { register, kind, last, registerCapacity, recent, yearAgo } = readout
  const reasons: ReviewReason[] = kind === 'self' ? ['selfRead'] : []
  if (register < last && !turnedOver(readout)) {
    return { volume: litres(register - last), reasons: [...reasons, 'belowLast'] }
  }
  const volume = litres(register - last + (register < last ? registerCapacity : 0))
  if (volume === 0) reasons.push(...zeroUse(recent, rules))
  else if (isJump(volume, recent, yearAgo, rules)) reasons.push('jump')
  return { volume, reasons }
}

const turnedOver = ({ register, last, registerCapacity }: Readout) =>
  last >= registerCapacity * 0.9 && register < registerCapacity * 0.1

/** Nothing used is no surprise where nothing ever is: an empty flat. */
function zeroUse(recent: readonly Litres[], rules: ReviewRules): ReviewReason[] {
  if (!recent.some((volume) => volume > 0)) return []
  const still = recent.findIndex((volume) => volume > 0)
  return still + 1 >= rules.stoppedAfter ? ['stopped'] : ['zeroUse']
}

function isJump(volume: Litres, recent: readonly Litres[], yearAgo: Litres | null, rules: ReviewRules): boolean {
  if (recent.length === 0) return volume > rules.firstFrom
  if (volume < rules.jumpFrom) return false
  const mean = recent.reduce<number>((total, each) => total + each, 0) / recent.length
  return volume > mean * rules.jumpFactor && (yearAgo === null || volume > yearAgo * rules.jumpFactor)
}
