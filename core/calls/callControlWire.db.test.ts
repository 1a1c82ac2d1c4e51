import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { openRedisCoordination } from '#core/kernel/redisCoordination.ts'
import { seatNotFree } from '#core/seats/seats.errors.ts'
import { redisUrl } from '#test/databases.ts'
import { absentExchange } from './absentExchange.ts'
import type { CallControl } from './callControl.ts'
import { requestCallControl, serveCallControl } from './callControlWire.ts'

/** How several processes reach each other: each has a coordination of its own. */
const meetings = [
  { kind: 'memory', meet: () => ({ shared: createMemoryCoordination({ clock: systemClock }), prefix: '' }) },
  { kind: 'redis', meet: () => ({ shared: null, prefix: `test-${randomUUID()}` }) },
]
const dialled = {
  callId: 'c',
  number: '13900000000',
  seat: 'seat1',
  staffId: 's',
  contact: 'page',
  accountId: null,
  about: { kind: 'call' as const, id: 'd' },
}

describe.each(meetings)('the control of calls between processes, over $kind', ({ meet }) => {
  const open: Coordination[] = []
  const asked: unknown[] = []
  const failures: unknown[] = []
  let join: () => Promise<Coordination>

  beforeEach(() => {
    asked.length = 0
    failures.length = 0
    const { shared, prefix } = meet()
    join = async () => {
      const one = shared ?? (await openRedisCoordination({ url: redisUrl(), prefix, logger: createLogger('silent') }))
      open.push(one)
      return one
    }
  })
  afterEach(async () => {
    for (const one of new Set(open.splice(0))) await one.close()
  })

  const note =
    (name: string) =>
    async (...args: unknown[]) =>
      void asked.push([name, ...args])
  const owner: CallControl = {
    isUp: async () => true,
    openAccount: note('openAccount'),
    closeAccount: note('closeAccount'),
    seatChanged: note('seatChanged'),
    dial: note('dial'),
    hangUp: () => Promise.reject(new Error('the exchange is on fire')),
    transfer: () => Promise.reject(seatNotFree('seat2')),
    cancelTransfer: note('cancelTransfer'),
  }
  const serve = async (control: CallControl, clock = systemClock) =>
    serveCallControl({ coordination: await join(), clock, onFailure: (error) => failures.push(error) }, control)
  const ask = async (clock = systemClock) => (await requestCallControl({ coordination: await join(), clock })).control

  it('carries orders to the process that owns the telephone, whoever gives them', async () => {
    await serve(owner)
    const [one, other] = [await ask(), await ask()]
    await one.dial(dialled)
    await other.openAccount('seat1', 'credential')
    await one.cancelTransfer('c')
    expect(asked).toEqual([
      ['dial', dialled],
      ['openAccount', 'seat1', 'credential'],
      ['cancelTransfer', 'c'],
    ])
    expect(await other.isUp()).toBe(true)
  })

  it('brings back refusals as they were said, and nothing of what broke', async () => {
    await serve(owner)
    const control = await ask()
    const { code, kind, sentence, data } = seatNotFree('seat2')
    await expect(control.transfer({ callId: 'c', leg: 1, seat: 'seat2' })).rejects.toMatchObject({
      code,
      kind,
      sentence,
      data,
    })
    await expect(control.hangUp('c')).rejects.toMatchObject({ code: 'calls.exchangeUnavailable' })
    expect(failures).toEqual([expect.objectContaining({ message: 'the exchange is on fire' })])
  })

  it('says at once that there is no telephone where that is known', async () => {
    await serve(absentExchange)
    const control = await ask()
    const begun = performance.now()
    await expect(control.dial(dialled)).rejects.toMatchObject({ code: 'calls.exchangeUnavailable' })
    await control.seatChanged('seat1')
    expect(await control.isUp()).toBe(false)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  it('gives up when nobody answers, and what was asked then is not done later', { timeout: 15_000 }, async () => {
    const control = await ask()
    await expect(control.hangUp('c')).rejects.toMatchObject({ code: 'calls.exchangeUnavailable' })
    // Whose clock says that the one who asks is gone does nothing any more.
    await serve(owner, () => systemClock() + 60_000)
    await expect(control.dial(dialled)).rejects.toMatchObject({ code: 'calls.exchangeUnavailable' })
    expect(asked).toEqual([])
  })

  it('is silent once it has stopped', { timeout: 15_000 }, async () => {
    const stop = await serve(owner)
    const control = await ask()
    await control.dial(dialled)
    await stop()
    expect(await control.isUp()).toBe(false)
    expect(asked).toHaveLength(1)
  })
})
