import { LessThanOrEqual } from 'typeorm'
import type { Clock } from './clock.ts'
import { type Database, forUpdate, lockOne, skipLocked } from './database.ts'
import { type Delivery, DeliveryTable, type Handler } from './delivery.ts'
import { newId } from './id.ts'
import { insertRows, placeholders } from './rows.ts'

export interface OutboxDeps {
  database: Database
  clock: Clock
  handlers: readonly Handler[]
}

const batch = 100
/** Some nine hours of trying, by the backoff below. */
const mostAttempts = 20
const leaseMs = 60_000
const backoffMs = (attempts: number) => Math.min(2 ** attempts * 1_000, 3_600_000)

/** Writes the deliveries of events that have none yet. Resolves to how many events it took; any number may run. */
export async function fanOut({ database, clock, handlers }: OutboxDeps): Promise<number> {
  // Looking first costs a reader nothing; the transaction is for when there is something.
  const waiting = await database.read.query('select id from event where fannedOutAt is null limit 1')
  if (waiting.length === 0) return 0
  return database.transaction(async (tx) => {
    const events: { id: string; topic: string }[] = await tx.query(
      `select id, topic from event where fannedOutAt is null order by id limit ${batch}${skipLocked(tx)}`,
    )
    if (events.length === 0) return 0
    const now = clock()
    const deliveries = events.flatMap(({ id, topic }) =>
      handlers.filter((handler) => handler.topic === topic).map((handler) => due(id, handler.name, now)),
    )
    if (deliveries.length > 0) await insertRows(tx, DeliveryTable, deliveries)
    const ids = events.map((event) => event.id)
    await tx.query(`update event set fannedOutAt = ? where id in ${placeholders(ids)}`, [now, ...ids])
    return events.length
  })
}

const due = (eventId: string, handler: string, now: number): Delivery => ({
  id: newId(now),
  eventId,
  handler,
  state: 'due',
  attempts: 0,
  dueAt: now,
  lastError: null,
})

/** The ids of deliveries that may be tried now, the longest due first. */
export async function dueDeliveries({ database, clock }: OutboxDeps, most = batch): Promise<string[]> {
  const rows = await database.read.find(DeliveryTable, {
    select: { id: true },
    where: { state: 'due', dueAt: LessThanOrEqual(clock()) },
    order: { dueAt: 'asc', id: 'asc' },
    take: most,
  })
  return rows.map((row) => row.id)
}

/** What became of one try. `passed`: it was not due, or is in somebody else's hands. */
export type Outcome = 'done' | 'failed' | 'passed'

/** Tries one delivery. Does not throw for a handler's failure: that is written down, and tried again later. */
export async function deliver(deps: OutboxDeps, deliveryId: string): Promise<Outcome> {
  const { database, clock } = deps
  const leased = await lease(deps, deliveryId)
  if (!leased) return 'passed'
  const { delivery, payload, handler } = leased
  try {
    await handler.send?.(payload, deliveryId)
    return await database.transaction(async (tx) => {
      const mine = await lockOne(tx, DeliveryTable, { id: deliveryId })
      if (mine?.state !== 'due' || mine.attempts !== delivery.attempts) return 'passed' // the lease ran out
      await handler.apply?.(tx, payload)
      await tx.update(DeliveryTable, { id: deliveryId }, { state: 'done', lastError: null })
      return 'done'
    })
  } catch (error) {
    const state = delivery.attempts >= mostAttempts ? 'dead' : 'due'
    const dueAt = clock() + backoffMs(delivery.attempts)
    const lastError = String(error).slice(0, 255)
    // Whoever took over after our lease has written its own outcome: only our attempt may be marked.
    await database.transaction((tx) =>
      tx.update(
        DeliveryTable,
        { id: deliveryId, state: 'due', attempts: delivery.attempts },
        { state, dueAt, lastError },
      ),
    )
    return 'failed'
  }
}

/** Takes a due delivery for a minute: whoever dies with it leaves it to the next. */
function lease({ database, clock, handlers }: OutboxDeps, deliveryId: string) {
  return database.transaction(async (tx) => {
    const [row]: (Delivery & { payload: string })[] = await tx.query(
      `select d.*, e.payload from delivery d join event e on e.id = d.eventId where d.id = ?${forUpdate(tx)}`,
      [deliveryId],
    )
    const now = clock()
    if (row?.state !== 'due' || row.dueAt > now) return null
    // Another role's handler: its own process takes it.
    const handler = handlers.find((candidate) => candidate.name === row.handler)
    if (!handler) return null
    const { payload, ...delivery } = row
    if (delivery.attempts >= mostAttempts) {
      // Its process died each time before it could say what failed.
      await tx.update(DeliveryTable, { id: deliveryId }, { state: 'dead', lastError: 'no attempt came to an end' })
      return null
    }
    const leased = { attempts: delivery.attempts + 1, dueAt: now + leaseMs }
    await tx.update(DeliveryTable, { id: deliveryId }, leased)
    return { delivery: { ...delivery, ...leased }, payload: JSON.parse(payload) as unknown, handler }
  })
}

/** Brings a dead delivery back, for a person who has mended what failed. Resolves to whether it was dead. */
export async function retryDelivery(
  { database, clock }: Omit<OutboxDeps, 'handlers'>,
  deliveryId: string,
): Promise<boolean> {
  const result = await database.transaction((tx) =>
    tx.update(DeliveryTable, { id: deliveryId, state: 'dead' }, { state: 'due', attempts: 0, dueAt: clock() }),
  )
  return result.affected === 1
}
