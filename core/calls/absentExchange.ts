import type { CallControl } from './callControl.ts'
import { exchangeUnavailable } from './calls.errors.ts'

const refuse = () => Promise.reject(exchangeUnavailable())

/** The port of a hub that has no telephone: what would ring somebody is refused, what only tells is not. */
export const absentExchange: CallControl = {
  isUp: () => Promise.resolve(false),
  openAccount: refuse,
  closeAccount: () => Promise.resolve(),
  seatChanged: () => Promise.resolve(),
  dial: refuse,
  hangUp: refuse,
  transfer: refuse,
  cancelTransfer: refuse,
}
