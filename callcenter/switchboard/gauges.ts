import { Gauge, type Registry } from 'prom-client'
import type { Database } from '#core/kernel/database.ts'
import type { Switchboard } from './switchboardDeps.ts'
import { waitingLine } from './waitingLine.ts'

/** Calls by phase, those who wait, and seats by state. */
export function showGauges(
  registry: Registry,
  { database, switchboard }: { database: Database; switchboard(): Pick<Switchboard, 'calls' | 'isReady'> | null },
) {
  registry.registerMetric(
    new Gauge({
      name: 'calls_live',
      help: 'Calls that go on, by phase',
      labelNames: ['phase'],
      registers: [],
      collect() {
        this.reset()
        for (const { phase } of switchboard()?.calls() ?? []) this.inc({ phase })
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'calls_waiting',
      help: 'Callers who wait for an agent',
      registers: [],
      collect() {
        this.set(waitingLine(switchboard()?.calls() ?? []).waiting)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'telephone_ready',
      help: 'Whether this process owns an Asterisk that answers',
      registers: [],
      collect() {
        this.set(switchboard()?.isReady() === true ? 1 : 0)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'seats',
      help: 'Seats by state',
      labelNames: ['state'],
      registers: [],
      async collect() {
        const rows: { state: string; seats: string | number }[] = await database.read.query(
          'select state, count(*) as seats from seat group by state',
        )
        this.reset()
        for (const { state, seats } of rows) this.set({ state }, Number(seats))
      },
    }),
  )
}
