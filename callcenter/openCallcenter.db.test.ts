import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { systemClock as clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Database } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { migratedUrl, openAt } from '#test/databases.ts'
import { until } from '#test/kernel/until.ts'
import { createSpool } from '#test/voicemails/voicemailHouse.ts'
import { openCallcenter } from './openCallcenter.ts'

let database: Database
let spool: Awaited<ReturnType<typeof createSpool>>
let asterisk: Awaited<ReturnType<typeof openAsterisk>>

/** An exchange that has nothing, and counts who hears its events. */
async function openAsterisk() {
  const heard = { ever: 0, now: 0 }
  const server = createServer((_, response) => {
    response.statusCode = 404
    response.end('{}')
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket: WebSocket) => {
    heard.ever += 1
    heard.now += 1
    socket.on('close', () => (heard.now -= 1))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { heard, port: (server.address() as AddressInfo).port, close: () => void server.close() }
}

beforeEach(async () => {
  database = await openAt(await migratedUrl('sqlite'))
  spool = await createSpool()
  asterisk = await openAsterisk()
})
afterEach(async () => {
  asterisk.close()
  await database.close()
  await spool.remove()
})

/** Opens a callcenter that cannot be asked anything as often as `failures` say. */
async function open(failures: number) {
  const coordination = createMemoryCoordination({ clock })
  let tries = 0
  const reached: Coordination = {
    ...coordination,
    subscribe: (...wish) =>
      ++tries <= failures ? Promise.reject(new Error('not reached')) : coordination.subscribe(...wish),
  }
  const folder = join(spool.folders.recording, '..')
  const keys = { current: 'data', all: { data: randomBytes(32) } }
  const callcenter = await openCallcenter({
    config: {
      exchange: {},
      folder,
      foreign: { url: `http://127.0.0.1:${asterisk.port}`, password: 'any', spool: folder },
      wrapUpMs: 0,
      ffmpeg: 'ffmpeg',
    },
    database,
    clock,
    numbers: createNumbers({ database, clock }),
    blobStore: await openDiskBlobStore({ folder: join(folder, 'files'), keys, clock }),
    coordination: reached,
    logger: createLogger('silent'),
    registry: null,
    news: { seatChanged: () => undefined, callChanged: () => undefined, queueChanged: () => undefined },
    endSoftphone: () => undefined,
  })
  return { callcenter, tries: () => tries }
}

it('a telephone that could not be taken over is let go of before it is tried again', async () => {
  const { callcenter, tries } = await open(1)
  await until(() => tries() === 2 && asterisk.heard.ever >= 1 && asterisk.heard.now === 1, 15_000)
  // The second may still be connecting; were the first still there, they would be two.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(asterisk.heard.now).toBe(1)
  await callcenter.close()
  await until(() => asterisk.heard.now === 0, 15_000)
})
