import type { StandardRole } from '#core/staff/standardRoles.ts'
import type { StaffRoute } from './staffRoutes.ts'

/** Where a route works for somebody whose role is held at one unit. */
export type Reach = 'own units' | 'any unit' | 'whole utility only'

const explained = `# Who may use which route

Written by \`rolesAndRoutes.db.test.ts\` from what the hub answered: each standard role tried every route for staff.
Rights are given with a role at a unit, and hold for the units below it. The last column says what came of a request
about something of another unit: *own units* — hidden or refused, or left out of the list; *any unit* — answered all
the same, because the work is the whole utility's; *whole utility only* — refused even for the own unit, because it
takes the role at the root; empty — it is about no unit's things.

After a change of the contract or of a role, run the test with \`-u\` and read what is different.
`

/** The observed rights as a table in Markdown, in the sequence of addresses. */
export function matrixOf(
  routes: readonly StaffRoute[],
  roles: readonly StandardRole[],
  admitted: ReadonlyMap<string, ReadonlySet<string>>,
  reach: ReadonlyMap<string, Reach>,
): string {
  const heads = ['Route', 'Permission', ...roles.map(({ code }) => code), 'Of another unit']
  const lines = routes
    .toSorted((one, other) => (addressIn(one) < addressIn(other) ? -1 : 1))
    .map(({ key, permission }) => [
      `\`${key}\``,
      permission === null ? 'everybody' : `\`${permission}\``,
      ...roles.map(({ code }) => (admitted.get(code)?.has(key) === true ? '●' : '')),
      reach.get(key) ?? '',
    ])
  return [explained, row(heads), row(heads.map(() => '---')), ...lines.map(row), ''].join('\n')
}

/** What belongs together stands together: first by path, then by method. */
const addressIn = ({ key }: StaffRoute) => key.split(' ').toReversed().join(' ')

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
