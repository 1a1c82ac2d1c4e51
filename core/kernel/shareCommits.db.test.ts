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
  const stop = tellCommits(door)
  const commit = () => door.database.transaction(async () => undefined)

  await commit()
  await expect.poll(() => woken).toBe(1)
  await Promise.all(Array.from({ length: 50 }, commit))
  await expect.poll(() => woken).toBeGreaterThan(1)
  await setTimeout(100)
  // Not each by itself.
  expect(woken).toBeLessThan(51)

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
