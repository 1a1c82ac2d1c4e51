import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import { startPayment } from '#core/payments/startPayment.ts'
import { coreSchema } from '#core/schema.ts'

// A process that starts a payment and, about to tell the channel, says `telling` and waits for its death.

/** What the test tells it, as JSON in the first argument. */
export interface PayerOrder {
  databaseUrl: string
  residentId: string
  payment: { id: string; accountId: string; amount: number }
}

const { databaseUrl, residentId, payment } = JSON.parse(process.argv[2] ?? '{}') as PayerOrder
const never = () =>
  new Promise<never>(() => {
    process.stdout.write('telling\n')
    setInterval(() => undefined, 1_000)
  })
const channel: PaymentChannel = { name: 'sandbox', start: never, query: never, close: never }
const database = await openDatabase(databaseUrl, coreSchema)
const deps = { database, clock: systemClock, channels: new Map([['sandbox', channel]]) }
const wanted = { ...payment, amount: fen(payment.amount), channel: 'sandbox' }
await startPayment(deps, { kind: 'resident', id: residentId }, wanted)
