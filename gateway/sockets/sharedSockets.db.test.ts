import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { connectRedis } from '#core/kernel/redis.ts'
import { startInventedGateway } from '#test/inventedGateway.ts'
import { startRedis } from '#test/services/redis.ts'
import { createSockets } from './sockets.ts'

const events = { resident: { 'basket.changed': { data: z.object({ id: z.string() }) } }, staff: {} } as const

let server: Awaited<ReturnType<typeof startRedis>>
const closing: (() => unknown)[] = []
beforeEach(async () => {
  server = await startRedis()
  closing.push(() => server.stop())
})
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

it('what a worker tells reaches the clients of another process by Redis, and an outage ends neither', async () => {
  const gateway = await startInventedGateway()
  closing.push(() => gateway.server.close())
  const redis = await connectRedis(server.url, gateway.logger)
  closing.push(() => redis.disconnect())
  const make = (http: typeof gateway.server.http | null, prefix: string) => {
    const sockets = createSockets({
      http,
      events,
      authenticate: {
        staff: () => Promise.reject(new Error('none')),
        resident: async (residentId) => ({
          principal: { residentId, sessionId: `s-${residentId}` },
          expiresAt: 60_000,
        }),
      },
      originOf: gateway.edge.originOf,
      trustedProxies: gateway.edge.trustedProxies,
      clock: () => 0,
      logger: gateway.logger,
      shared: { redis, prefix },
    })
    closing.push(() => sockets.close())
    return sockets
  }
  const door = make(gateway.server.http, 'hub')
  const worker = make(null, 'hub')
  const stranger = make(null, 'another-hub')
  const heard: unknown[] = []
  const client = io(`${gateway.base}/resident`, {
    transports: ['websocket'],
    auth: { token: 'anna' },
    reconnection: false,
  })
  closing.push(() => client.disconnect())
  client.on('basket.changed', (data: unknown) => heard.push(data))
  await new Promise<void>((resolve) => client.on('connect', () => resolve()))

  await expect
    .poll(() => {
      worker.toResident('anna', 'basket.changed', { id: 'from-worker' })
      return heard
    })
    .toContainEqual({ id: 'from-worker' })
  stranger.toResident('anna', 'basket.changed', { id: 'from-stranger' })
  worker.toResident('anna', 'basket.changed', { id: 'last' })
  await expect.poll(() => heard).toContainEqual({ id: 'last' })
  expect(heard).not.toContainEqual({ id: 'from-stranger' })

  await server.halt('killed')
  door.toResident('anna', 'basket.changed', { id: 'alone' })
  await expect.poll(() => heard).toContainEqual({ id: 'alone' })
  await server.resume()
  await expect
    .poll(
      () => {
        worker.toResident('anna', 'basket.changed', { id: 'again' })
        return heard
      },
      { timeout: 10_000 },
    )
    .toContainEqual({ id: 'again' })
})
