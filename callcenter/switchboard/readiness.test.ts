import { expect, it, vi } from 'vitest'
import { createReadiness } from './readiness.ts'

/** Rounds that end when the test says so. */
function telephone() {
  const rounds: { fresh: boolean; end(): void; fail(): void }[] = []
  const said: unknown[] = []
  let isConnected = true
  const readiness = createReadiness({
    isConnected: () => isConnected,
    catchUp(fresh) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      rounds.push({ fresh, end: resolve, fail: () => reject(new Error('away')) })
      return promise
    },
    onReady: () => said.push('ready'),
    onFailure: (error) => said.push(error),
  })
  const settled = () => vi.waitFor(() => expect(said.length).toBeGreaterThan(0)).then(() => said.splice(0))
  return {
    ...readiness,
    rounds,
    settled,
    lose() {
      isConnected = false
      readiness.disconnected()
    },
    come() {
      isConnected = true
      readiness.connected()
    },
  }
}
/** Until what was decided has been heard of. */
const aMoment = () => new Promise((resolve) => setImmediate(resolve))

it('the telephone is ready when a round has succeeded, and tried again until then', async () => {
  const { come, tick, rounds, settled, isReady } = telephone()
  come()
  rounds[0]?.fail()
  expect(await settled()).toEqual([new Error('away')])
  await aMoment()
  expect(isReady()).toBe(false)
  tick()
  tick()
  expect(rounds.map(({ fresh }) => fresh)).toEqual([true, true])
  rounds[1]?.end()
  expect(await settled()).toEqual(['ready'])
  expect(isReady()).toBe(true)
})

it('no round runs beside another', async () => {
  const { come, tick, lookAgain, rounds, settled } = telephone()
  come()
  tick()
  rounds[0]?.end()
  await settled()
  await aMoment()
  lookAgain()
  lookAgain()
  expect(rounds.map(({ fresh }) => fresh)).toEqual([true, false])
})

it('what was found out by a connection that is gone does not count', async () => {
  const { come, lose, tick, rounds, settled, isReady } = telephone()
  come()
  lose()
  come()
  rounds[0]?.end()
  await aMoment()
  expect(isReady()).toBe(false)
  tick()
  expect(rounds.map(({ fresh }) => fresh)).toEqual([true, true])
  rounds[1]?.end()
  await settled()
  lose()
  expect(isReady()).toBe(false)
  tick()
  expect(rounds).toHaveLength(2)
})
