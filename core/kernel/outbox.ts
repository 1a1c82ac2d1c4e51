import type { Clock } from './clock.ts'
import { type Database, lockOne, skipLocked } from './database.ts'
import { type Delivery, DeliveryTable, type Handler } from './delivery.ts'
import { newId } from './id.ts'
import { insertRows, placeholders } from './rows.ts'

export interface OutboxDeps {
  database: Database
  clock: Clock
  handlers: readonly Handler[]
}

/** So many events, and so many deliveries, are looked at in one go. */
export const batch = 100
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

/**
 * Deliveries that may be tried now, the longest due first, `most` of them. Those of handlers that this process does not
 * know are none of them: they would stand before the others for ever.
 */
export async function dueTries(
  { database, clock, handlers }: OutboxDeps,
  most: number,
): Promise<{ id: string; attempts: number }[]> {
  if (handlers.length === 0) return []
  const names = handlers.map((handler) => handler.name)
  return database.read.query(
    `select id, attempts from delivery where state = 'due' and dueAt <= ? and handler in ${placeholders(names)}
      order by dueAt, id limit ${most}`,
    [clock(), ...names],
  )
}

/** The ids of a batch of them. */
export const dueDeliveries = async (deps: OutboxDeps): Promise<string[]> =>
  (await dueTries(deps, batch)).map(({ id }) => id)

/** Names of handlers that deliveries wait for and this process does not know: another role's, or taken out of the code. */
export async function unknownHandlers({
  database,
  handlers,
}: Pick<OutboxDeps, 'database' | 'handlers'>): Promise<string[]> {
  const known = new Set(handlers.map((handler) => handler.name))
  const rows: { handler: string }[] = await database.read.query(
    "select distinct handler from delivery where state = 'due'",
  )
  return rows.map((row) => row.handler).filter((name) => !known.has(name))
}

/** A delivery in the hands of this process. Its `dueAt` is the proof: whoever takes it later writes a later one. */
interface Leased {
  delivery: Pick<Delivery, 'id' | 'attempts' | 'dueAt'>
  payload: unknown
  handler: Handler
}

/**
 * Tries deliveries, all at the same time; those that are not due or in somebody else's hands are passed over. Resolves
 * to how many are done. Does not throw for a handler's failure: that is written down, and tried again later.
 */
export async function deliver(deps: OutboxDeps, deliveryIds: readonly string[]): Promise<number> {
  const leased = await lease(deps, deliveryIds)
  const outcomes = await Promise.all(leased.map(async (one) => ({ one, outcome: await attempt(deps, one) })))
  const sent = outcomes.filter(({ outcome }) => outcome === 'sent').map(({ one }) => one)
  await acknowledge(deps, sent)
  return sent.length + outcomes.filter(({ outcome }) => outcome === 'done').length
}

/** What became of one try. `sent`: nothing was written yet, not even that it was sent. */
type Outcome = 'sent' | 'done' | 'failed' | 'passed'

async function attempt(deps: OutboxDeps, leased: Leased): Promise<Outcome> {
  const { delivery, payload, handler } = leased
  try {
    await handler.send?.(payload, delivery.id)
    return handler.apply ? await apply(deps, leased, handler.apply) : 'sent'
  } catch (error) {
    await postpone(deps, leased, error)
    return 'failed'
  }
}

/** What the handler writes commits together with its acknowledgement. */
function apply(
  { database }: OutboxDeps,
  { delivery: { id, attempts }, payload }: Leased,
  write: NonNullable<Handler['apply']>,
): Promise<Outcome> {
  return database.transaction(async (tx) => {
    const mine = await lockOne(tx, DeliveryTable, { id })
    if (mine?.state !== 'due' || mine.attempts !== attempts) return 'passed' // the lease ran out
    await write(tx, payload)
    await tx.query(`update delivery set state = 'done', lastError = null where id = ?`, [id])
    return 'done'
  })
}

/** One transaction for all that have nothing else to write: each waits for the disk. */
async function acknowledge({ database }: OutboxDeps, sent: readonly Leased[]) {
  const [first] = sent
  if (!first) return
  const ids = sent.map(({ delivery }) => delivery.id)
  await database.transaction((tx) =>
    tx.query(
      `update delivery set state = 'done', lastError = null
        where id in ${placeholders(ids)} and state = 'due' and dueAt = ?`,
      [...ids, first.delivery.dueAt],
    ),
  )
}

async function postpone({ database, clock }: OutboxDeps, { delivery }: Leased, error: unknown) {
  const state = delivery.attempts >= mostAttempts ? 'dead' : 'due'
  const dueAt = clock() + backoffMs(delivery.attempts)
  const lastError = String(error).slice(0, 255)
  // Whoever took over after our lease has written its own outcome: only our attempt may be marked.
  const ours = { id: delivery.id, state: 'due' as const, attempts: delivery.attempts }
  await database.transaction((tx) => tx.update(DeliveryTable, ours, { state, dueAt, lastError }))
}

/** Takes due deliveries for a minute: whoever dies with them leaves them to the next. */
function lease({ database, clock, handlers }: OutboxDeps, deliveryIds: readonly string[]): Promise<Leased[]> {
  return database.transaction(async (tx) => {
    const rows: (Delivery & { payload: string })[] = await tx.query(
      `select d.id, d.handler, d.attempts, d.dueAt, e.payload from delivery d join event e on e.id = d.eventId
        where d.id in ${placeholders(deliveryIds)} and d.state = 'due' order by d.dueAt, d.id${skipLocked(tx)}`,
      [...deliveryIds],
    )
    const now = clock()
    const dueAt = now + leaseMs
    const leased = rows.flatMap((row): Leased[] => {
      // Another role's handler: its own process takes it.
      const handler = handlers.find((candidate) => candidate.name === row.handler)
      if (row.dueAt > now || !handler) return []
      const delivery = { id: row.id, attempts: row.attempts + 1, dueAt }
      return [{ delivery, payload: JSON.parse(row.payload), handler }]
    })
    if (leased.length === 0) return []
    const ids = leased.map(({ delivery }) => delivery.id)
    await tx.query(`update delivery set attempts = attempts + 1, dueAt = ? where id in ${placeholders(ids)}`, [
      dueAt,
      ...ids,
    ])
    return leased
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
