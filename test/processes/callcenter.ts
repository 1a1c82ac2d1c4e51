import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openCallcenter } from '#callcenter/openCallcenter.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { hubSchema } from '#gateway/schema.ts'
import { createStaffHouse } from '../staffHouse.ts'

// A process that owns the telephone and nothing else. Tests ask it for rows, and kill it.

/** What the test tells it, as JSON in the first argument. */
export interface CallcenterOrder {
  folder: string
  exchange: unknown
  port: number
}

const { folder, exchange, port } = JSON.parse(process.argv[2] ?? '{}') as CallcenterOrder
const clock = systemClock
const logger = createLogger('info')
const keyFile = join(folder, 'key')
if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32))
const database = await openDatabase(`sqlite:${join(folder, 'hub.db')}`, hubSchema)
const founded: unknown[] = await database.read.query('select id from org_unit limit 1')
if (founded.length === 0) await createStaffHouse(database, clock)
const keys = { current: 'data', all: { data: readFileSync(keyFile) } }
const callcenter = await openCallcenter({
  config: { exchange, folder: join(folder, 'asterisk'), foreign: null, wrapUpMs: 30_000, ffmpeg: 'ffmpeg' },
  database,
  clock,
  numbers: createNumbers({ database, clock }),
  blobStore: await openDiskBlobStore({ folder: join(folder, 'files'), keys, clock }),
  coordination: createMemoryCoordination({ clock }),
  logger,
  registry: null,
  news: { seatChanged: () => undefined, callChanged: () => undefined, queueChanged: () => undefined },
  endSoftphone: () => undefined,
})

createServer((request, response) => {
  const answer = async () => {
    const { sql, parameters } = JSON.parse(await text(request)) as { sql: string; parameters: unknown[] }
    if (sql === 'close') {
      await callcenter.close()
      await database.close()
      response.end('[]', () => process.exit(0))
      return
    }
    response.end(JSON.stringify(await database.read.query(sql, parameters)))
  }
  answer().catch((error: unknown) => {
    response.statusCode = 500
    response.end(String(error))
  })
}).listen(port, '127.0.0.1')
