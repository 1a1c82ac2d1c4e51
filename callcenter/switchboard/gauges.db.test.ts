import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { beginInbound } from '#callcenter/calls/begin.ts'
import type { Call } from '#callcenter/calls/call.ts'
import type { Database } from '#core/kernel/database.ts'
import { pauseSeat } from '#core/seats/pauseSeat.ts'
import { createCallHouse } from '#test/calls/callHouse.ts'
import { databases } from '#test/databases.ts'
import { showGauges } from './gauges.ts'
import type { Switchboard } from './switchboardDeps.ts'

let database: Database
const now = 1_790_000_000_000
const clock = () => now
beforeEach(async () => {
  const sqlite = databases.find(({ kind }) => kind === 'sqlite')
  if (!sqlite) throw new Error('no database')
  database = await sqlite.open()
})
afterEach(() => database.close())

it('metrics tell calls by phase, who waits, seats by state, and whether the telephone is there', async () => {
  const house = await createCallHouse(database, clock, 4)
  await house.seated('lin')
  const wang = await house.seated('wang')
  await pauseSeat({ database, clock }, wang.staffId, 'meal')
  const inPhase = (phase: Call['phase']): Call => ({
    ...beginInbound({ id: phase, channel: phase, number: '', at: now })[0],
    phase,
  })
  const calls = (['ivr', 'waiting', 'waiting', 'talking'] as const).map(inPhase)
  let switchboard: Pick<Switchboard, 'calls' | 'isReady'> | null = { calls: () => calls, isReady: () => true }
  const registry = new Registry()
  showGauges(registry, { database, switchboard: () => switchboard })
  const shown = async () => (await registry.metrics()).split('\n').filter((line) => /^[a-z]/.test(line))

  expect((await shown()).toSorted()).toEqual([
    'calls_live{phase="ivr"} 1',
    'calls_live{phase="talking"} 1',
    'calls_live{phase="waiting"} 2',
    'calls_waiting 2',
    'seats{state="free"} 1',
    'seats{state="offline"} 2',
    'seats{state="paused"} 1',
    'telephone_ready 1',
  ])
  switchboard = null
  expect(await shown()).toEqual(expect.arrayContaining(['calls_waiting 0', 'telephone_ready 0']))
  expect((await shown()).join()).not.toContain('calls_live{')
})
