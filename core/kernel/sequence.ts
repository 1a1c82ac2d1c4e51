import { type BusinessDate, dateOf } from './businessDate.ts'
import type { Clock } from './clock.ts'
import { type Database, lockOne, type Transaction } from './database.ts'
import { insertIfAbsent } from './insertIfAbsent.ts'
import { SequenceTable } from './sequence.table.ts'

/** Numbers for people: `GD20261123-0042`, the 42nd of its prefix on that business date. */
export interface Numbers {
  /**
   * A number that nobody has been given before. There are gaps: a process that stops leaves the rest of its block.
   * @throws Error inside a transaction: it opens one of its own, and would wait for itself.
   */
  next(prefix: string): Promise<string>
}

interface Block {
  date: BusinessDate
  next: number
  last: number
}

/** `block` numbers are reserved at a time, to share one transaction between them. */
export function createNumbers(deps: { database: Database; clock: Clock; block?: number }): Numbers {
  const { database, clock, block: size = 20 } = deps
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`not a size of a block: ${size}`)
  const blocks = new Map<string, Block>()
  const reserving = new Map<string, Promise<void>>()

  async function fill(prefix: string, date: BusinessDate) {
    const last = await database.transaction((tx) => advance(tx, prefix, date, size))
    blocks.set(prefix, { date, next: last - size + 1, last })
  }

  /** One reservation of a prefix at a time: those who come meanwhile share its block. */
  function reserve(prefix: string, date: BusinessDate): Promise<void> {
    const running = reserving.get(prefix)
    if (running) return running
    const filling = fill(prefix, date).finally(() => reserving.delete(prefix))
    reserving.set(prefix, filling)
    return filling
  }

  return {
    async next(prefix) {
      // Throws inside a transaction, also while there are numbers left, so that no caller works by luck.
      void database.read
      for (;;) {
        const date = dateOf(clock())
        const block = blocks.get(prefix)
        if (block?.date === date && block.next <= block.last) return numberOf(prefix, date, block.next++)
        await reserve(prefix, date)
      }
    },
  }
}

const numberOf = (prefix: string, date: BusinessDate, count: number) =>
  `${prefix}${date.replaceAll('-', '')}-${String(count).padStart(4, '0')}`

/** A step: moves a sequence on by `count`; resolves to the last number that is the caller's. */
async function advance(tx: Transaction, name: string, onDate: BusinessDate, count: number): Promise<number> {
  const lock = () => lockOne(tx, SequenceTable, { name, onDate })
  let row = await lock()
  if (!row) {
    if (await insertIfAbsent(tx, SequenceTable, { name, onDate, last: count })) return count
    row = await lock() // another process has begun the day meanwhile
  }
  if (!row) throw new Error(`the sequence ${name} of ${onDate} vanished`)
  const last = row.last + count
  await tx.update(SequenceTable, { name, onDate }, { last })
  return last
}
