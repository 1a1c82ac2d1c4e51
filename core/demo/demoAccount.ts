import type { Account, Customer } from '#core/accounts/account.ts'
import type { Habit } from './habits.ts'
import type { MeterLife, ReadBy } from './meterLife.ts'
import type { Random } from './random.ts'
import type { DemoRoute } from './routes.ts'
import type { WaterUse } from './waterUse.ts'

/** An account of the demo, its people and their meter, while two years pass. */
export interface DemoAccount {
  account: Account
  customer: Customer
  route: DemoRoute
  /** The period at whose beginning the account was opened: most are older than the history. */
  opened: number
  readBy: ReadBy
  use: WaterUse
  habit: Habit
  /** Nothing odd happens at an account that people are shown. */
  plain: boolean
  life: MeterLife
  /** Its own: what happens here does not shift what happens next door. */
  random: Random
}
