import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '#core/contract/permissions.ts'
import type { Database } from '#core/kernel/database.ts'
import { standardRoles } from '#core/staff/standardRoles.ts'
import { databases } from '../databases.ts'
import { staffCookieFor } from '../hub/callers.ts'
import { stateOf } from '../hub/databaseState.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { housePassword } from '../staffHouse.ts'
import { matrixOf, type Reach } from './matrixOf.ts'
import { namesThings, nothingKnown, staffRoutes, type StaffRoute, type Tried, tryRoute } from './staffRoutes.ts'
import { thingsOf } from './thingsOf.ts'

// Every standard role tries every route of the contract, and people of one unit try what belongs to others. A new route
// or role is tried by itself; what comes of it is written down in rolesAndRoutes.md, for people to read and to agree.

/** A session that is proven anew now and then is no change. */
const unasked = ['staff_session']

const told = ({ key }: StaffRoute, { status, code }: Tried) => `${key}: ${status} ${code}`
const isRefused = ({ status, code, isProblem }: Tried) => status === 403 && code === 'staff.forbidden' && isProblem

describe.each(databases)('The routes for staff on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  const cookies = new Map<string, string>()

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database, { worker: false })
    for (const { code } of standardRoles) {
      await hub.house.hire(`only.${code.toLowerCase()}`, hub.house.root.id, [code])
      cookies.set(code, await staffCookieFor(hub.url, `only.${code.toLowerCase()}`, housePassword))
    }
    await hub.house.hire('north.admin', hub.house.north.id, ['admin'])
    cookies.set('north', await staffCookieFor(hub.url, 'north.admin', housePassword))
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  const cookieOf = (who: string) => cookies.get(who) ?? ''
  const may = (permissions: readonly Permission[], { permission }: StaffRoute) =>
    permission === null || permissions.includes(permission)

  /** What stands in a table of everybody's rights: whether a role got past the door, by role and route. */
  const admitted = new Map<string, Set<string>>()
  const reach = new Map<string, Reach>()

  it.each(standardRoles)(
    'do nothing for the role $code without the permission, and let it in with it',
    async (role) => {
      const { code, permissions } = role
      const passed = new Set<string>()
      admitted.set(code, passed)
      const wrong: string[] = []
      const before = await stateOf(database, unasked)
      for (const route of staffRoutes.filter((one) => !may(permissions, one))) {
        const tried = await tryRoute(hub.url, cookieOf(code), route, nothingKnown)
        if (!isRefused(tried)) wrong.push(told(route, tried))
        if (!isRefused(tried)) passed.add(route.key)
      }
      expect(await stateOf(database, unasked)).toEqual(before)
      for (const route of staffRoutes.filter((one) => may(permissions, one))) {
        const tried = await tryRoute(hub.url, cookieOf(code), route, nothingKnown)
        if ([401, 403].includes(tried.status) || (tried.status >= 500 && tried.status !== 503)) {
          wrong.push(told(route, tried))
        } else passed.add(route.key)
      }
      expect(wrong).toEqual([])
    },
  )

  it('show and change nothing of a unit beside or above the own one', async () => {
    const { root, south, east } = hub.house
    const [below, beside, above] = [
      await thingsOf(database, hub, east.id),
      await thingsOf(database, hub, south.id),
      await thingsOf(database, hub, root.id),
    ]
    const tryAs = (route: StaffRoute, about: typeof below) => tryRoute(hub.url, cookieOf('north'), route, about)
    const withThings = staffRoutes.filter((route) => route.permission !== null && namesThings(route, below))
    expect(withThings.length).toBeGreaterThan(50)

    const wrong: string[] = []
    const answered = new Set<string>()
    for (const about of [beside, above]) {
      for (const route of withThings) {
        const before = await stateOf(database, unasked)
        const tried = await tryAs(route, about)
        const isHidden = tried.status === 404 || isRefused(tried)
        if (!isHidden) answered.add(route.key)
        else expect(await stateOf(database, unasked), route.key).toEqual(before)
      }
    }
    for (const route of withThings) {
      const tried = await tryAs(route, below)
      if (isRefused(tried)) reach.set(route.key, 'whole utility only')
      else reach.set(route.key, answered.has(route.key) ? 'any unit' : 'own units')
      if (tried.status === 404 || tried.status === 401) wrong.push(told(route, tried))
    }
    const shows = ({ text }: Tried, { marks }: typeof below) => marks.some((mark) => text.includes(mark))
    const rest = staffRoutes.filter((route) => route.permission !== null && !withThings.includes(route))
    const lists = staffRoutes.filter(({ key }) => key === 'GET /api/staff/search' || key === 'GET /api/staff/me/units')
    for (const route of [...rest, ...lists]) {
      const tried = await tryAs(route, below)
      if (isRefused(tried)) reach.set(route.key, 'whole utility only')
      else if (shows(tried, beside) || shows(tried, above)) reach.set(route.key, 'any unit')
      else if (shows(tried, below)) reach.set(route.key, 'own units')
    }
    expect(wrong).toEqual([])
  })

  it('are open to whom the matrix says', async () => {
    await expect(matrixOf(staffRoutes, standardRoles, admitted, reach)).toMatchFileSnapshot('./rolesAndRoutes.md')
  })
})
