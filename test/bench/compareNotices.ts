import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { announceOutage } from '#core/outages/announceOutage.ts'
import { OutageTable } from '#core/outages/outage.table.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import type { Bench, BenchDatabase } from './bench.ts'
import type { BulkOrder, BulkResult } from './bulkInsert.ts'
import { buildBoundCity, filled, unitId } from './city.ts'
import { atMost, type Figure } from './figure.ts'
import type { NoticesOrder, NoticesResult } from './writeNotices.ts'

const wantedTimes = 3

/** Writing the notices of an outage to everybody affected, and the time that their rows take by hand. */
export async function compareNotices(bench: Bench, database: BenchDatabase): Promise<Figure[]> {
  const { people } = bench.size
  bench.say(`${database}: a city of ${people} people who are told of an outage`)
  const from = await bench.newDatabase(database, 'told')
  const to = await bench.newDatabase(database, 'notices')
  const now = Date.now()
  const messageId = await filled(from, async (opened) => {
    await buildBoundCity(opened, people, now)
    return announce(opened, now)
  })
  await filled(to, (opened) => buildBoundCity(opened, people, now))

  const writer = bench.start<NoticesOrder, 'run', NoticesResult>('writeNotices.ts', { databaseUrl: from, messageId })
  const run = await writer.ask('run')
  await writer.end()
  if (run.notices !== 2 * people) throw new Error(`${run.notices} notices for ${people} people`)

  bench.say(
    `${database}: that took ${run.seconds.toFixed(1)} s (${run.cpuSeconds.toFixed(1)} s of a processor); inserting the same rows`,
  )
  const order = { from, to, before: [{ table: 'message' }], counted: [{ table: 'notice' }] }
  const inserter = bench.start<BulkOrder, 'run', BulkResult>('bulkInsert.ts', order)
  const bulk = await inserter.ask('run')
  await inserter.end()
  bench.say(`${database}: ${bulk.rows} rows in ${bulk.seconds.toFixed(1)} s (${bulk.cpuSeconds.toFixed(1)} s)`)
  return [
    {
      what: `notices of an outage to ${people} people`,
      database,
      clients: null,
      hub: `${run.seconds.toFixed(2)} s`,
      limit: `${bulk.seconds.toFixed(2)} s`,
      ...atMost(run.seconds / bulk.seconds, wantedTimes, 'x'),
    },
  ]
}

const operator: StaffPrincipal = {
  staffId: 'bench',
  sessionId: 'bench',
  login: 'bench',
  name: '测试',
  mustChangePassword: false,
  grants: [{ unitPath: '/root/', unitId, permissions: ['outage.announce'] }],
}

/** Announces an outage of the whole city; resolves to the message that everybody is to get. */
async function announce(database: Database, now: number): Promise<string> {
  const outageId = newId(now)
  await database.transaction((tx) =>
    insertRows(tx, OutageTable, [
      {
        id: outageId,
        number: 'TS20261124-0001',
        unitId,
        kind: 'emergency',
        state: 'draft',
        place: '测试区试验路',
        reason: '管道爆裂',
        area: [{ kind: 'streets', streets: ['测试区试验路'] }],
        plannedFrom: now - 3_600_000,
        plannedTo: now + 3_600_000,
        actualFrom: null,
        actualTo: null,
        alternativeSupply: null,
        affected: 0,
        stage: 0,
        createdBy: operator.staffId,
        createdAt: now,
        announcedAt: null,
        endedAt: null,
      },
    ]),
  )
  const stageId = newId(now)
  await announceOutage({ database, clock: () => now }, operator, { outageId, stageId })
  return stageId
}
