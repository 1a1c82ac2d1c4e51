import { systemClock as clock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { logIn } from '#core/staff/logIn.ts'
import { hubSchema } from '#gateway/schema.ts'
import { staffCookie } from '#gateway/staffCookie.ts'
import { productionSettings } from '#test/production/productionSettings.ts'
import { openGuarded } from '#test/services/guarded.ts'
import { startRedis } from '#test/services/redis.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import type { Bench, BenchDatabase } from './bench.ts'
import type { ConsolesOrder, ConsolesQuestion } from './consoles.ts'
import { atMost, type Figure } from './figure.ts'
import type { HubOrder } from './wholeHub.ts'

const wantedMs = 300
const warmUp = 5

/** One process on SQLite; on MariaDB gateways and a worker as compose.yaml runs them. */
const processes: Readonly<Record<BenchDatabase, readonly string[]>> = {
  sqlite: ['gateway,worker'],
  mariadb: ['gateway', 'gateway', 'worker'],
}

/** How soon everybody who has a console open hears of what one of them did. */
export async function measureConsoles(bench: Bench, database: BenchDatabase): Promise<Figure[]> {
  const { consoles, changes } = bench.size
  bench.say(`${database}: ${consoles} consoles on ${processes[database].join(' | ')}`)
  const files = await openGuarded('consoles')
  const redis = database === 'mariadb' ? await startRedis() : null
  try {
    const databaseUrl = await bench.newDatabase(database, 'consoles')
    const { unitId, cookies } = await hireAll(databaseUrl, consoles)
    const settings = {
      ...(await productionSettings(files.folder)),
      DATABASE_URL: databaseUrl,
      PORT: '0',
      ADDRESS_RATE_LIMIT: '0',
      // Nobody searches.
      ...(redis && { REDIS_URL: redis.url, ELASTICSEARCH_URL: 'http://127.0.0.1:9' }),
    }
    const hubs = processes[database].map((roles) =>
      bench.start<HubOrder, 'begin', string | null>('wholeHub.ts', { settings: { ...settings, HUB_ROLES: roles } }),
    )
    const urls: string[] = []
    // One after the other: the first makes what the others find.
    for (const hub of hubs) urls.push(...[await hub.ask('begin')].filter((url) => url !== null))
    const people = bench.start<ConsolesOrder, ConsolesQuestion, number[]>('consoles.ts', { urls, cookies, unitId })
    await people.ask({ changes: warmUp })
    const took = (await people.ask({ changes })).toSorted((a, b) => a - b)
    await Promise.all([people, ...hubs].map((child) => child.end()))
    const p95 = took[Math.ceil(took.length * 0.95) - 1] ?? Number.NaN
    bench.say(`${database}: a change was heard in ${took[0]?.toFixed(0)} to ${took.at(-1)?.toFixed(0)} ms`)
    return [
      {
        what: 'a change to open consoles, p95',
        database,
        clients: consoles,
        hub: `${p95.toFixed(1)} ms`,
        limit: '',
        ...atMost(p95, wantedMs, ' ms'),
      },
    ]
  } finally {
    await Promise.all([redis?.stop(), files.close()])
  }
}

/** So many people with a session each. */
async function hireAll(databaseUrl: string, people: number): Promise<{ unitId: string; cookies: string[] }> {
  const database = await openDatabase(databaseUrl, hubSchema)
  const house = await createStaffHouse(database, clock)
  const cookies: string[] = []
  for (let index = 0; index < people; index++) {
    const login = `dispatcher${index}`
    await house.hire(login, house.north.id, ['dispatcher'])
    const verify = () => Promise.resolve(true)
    const who = { login, password: '', address: '127.0.0.1', userAgent: 'bench' }
    const { token, expiresAt } = await logIn({ database, clock, verify }, who)
    cookies.push(staffCookie(token, expiresAt, false).split(';', 1)[0] ?? '')
  }
  await database.close()
  return { unitId: house.north.id, cookies }
}
