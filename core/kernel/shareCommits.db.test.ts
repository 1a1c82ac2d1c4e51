import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { databases } from '#test/databases.ts'
import { startRedis } from '#test/services/redis.ts'
import { createLogger } from './logger.ts'
import { openRedisCoordination } from './redisCoordination.ts'
import { hearCommits, tellCommits } from './shareCommits.ts'

it('what one process commits wakes what waits in another, by Redis, and Redis may be away meanwhile', async () => {
  const logger = createLogger('silent')
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const opened = async () => {
    const coordination = await openRedisCoordination({ url: redis.url, prefix: 'test', logger })
    const database = await databases[0]?.open()
    if (!database) throw new Error('no database')
    onTestFinished(async () => {
      await coordination.close()
      await database.close()
    })
    return { coordination, database, logger }
  }
  const [door, worker] = [await opened(), await opened()]
  let woken = 0
  worker.database.onCommit(() => woken++)
  await hearCommits(worker)
  let telling = Promise.resolve()
  const publish: typeof door.coordination.publish = async (...told) => {
    await telling
    await door.coordination.publish(...told)
  }
  const stop = tellCommits({ ...door, coordination: { ...door.coordination, publish } })
  const commit = () => door.database.transaction(async () => undefined)

  await commit()
  await expect.poll(() => woken).toBe(1)
  const told = Promise.withResolvers<void>()
  telling = told.promise
  await Promise.all(Array.from({ length: 50 }, commit))
  told.resolve()
  await expect.poll(() => woken).toBeGreaterThan(2)
  await setTimeout(100)
  // Not each by itself: the first, and all that came while it was being told.
  expect(woken).toBe(3)

  await redis.halt('killed')
  await commit()
  await redis.resume()
  const before = woken
  await expect
    .poll(
      async () => {
        await commit()
        return woken
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(before)
  stop()
})
