import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '#core/kernel/database.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { fen } from '#core/kernel/fen.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { receiveMoney } from '#core/payments/receiveMoney.ts'
import { reverseReceipt } from '#core/payments/reverseReceipt.ts'
import { coreSchema } from '#core/schema.ts'

// A process that books money, for a test to kill. It says `begun` when it can be, and a line for each request that it
// has answered; it ends when it has answered all.

/** Money that somebody says has come, or is to go back. */
export type TillRequest = { serial: string; amount: number } & (
  | { kind: 'online'; paymentId: string }
  | { kind: 'counter'; accountNumber: string }
  | { kind: 'reversal'; original: string }
)

/** What the test tells its till, as JSON in the first argument. */
export interface TillOrder {
  databaseUrl: string
  /** What time it is when the process begins, epoch ms. */
  begin: number
  channel: string
  requests: readonly TillRequest[]
  /** How many at a time. */
  windows: number
}

const { databaseUrl, begin, channel, requests, windows } = JSON.parse(process.argv[2] ?? '{}') as TillOrder
const database = await openDatabase(databaseUrl, coreSchema)
const clock = () => begin + Math.floor(performance.now())
const deps = { database, clock, numbers: createNumbers({ database, clock }) }
const actor = { kind: 'partner', id: channel } as const

function book(request: TillRequest): Promise<unknown> {
  const { serial } = request
  const amount = fen(request.amount)
  if (request.kind === 'online') {
    return receiveMoney(deps, { channel: 'sandbox', transactionId: serial, paymentId: request.paymentId, amount })
  }
  if (request.kind === 'counter') {
    const { accountNumber } = request
    return receiveAtCounter(deps, actor, { channel, serial, accountNumber, amount, subChannel: null })
  }
  return reverseReceipt(deps, actor, { channel, original: request.original, serial, amount, reason: '柜员误操作' })
}

const waiting = [...requests]
/** A reversal may come before its money was booked: then its turn comes again. */
async function serve() {
  for (let request = waiting.shift(); request; request = waiting.shift()) {
    try {
      await book(request)
      process.stdout.write(`${request.serial}\n`)
    } catch (error) {
      if (!(error instanceof DomainError) || request.kind !== 'reversal') throw error
      waiting.push(request)
      await setTimeout(1)
    }
  }
}

process.stdout.write('begun\n')
await Promise.all(Array.from({ length: windows }, serve))
await database.close()
