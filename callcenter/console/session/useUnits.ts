import type { Permission } from '#core/contract/permissions.ts'
import { type Answer, useAnswer } from '../hub/useAnswer.ts'
import { type Me, useSession } from './session.ts'

export type Unit = Answer<'GET /api/staff/me/units'>[number]

/** Those of the units at which it is held: at one, it is held at all below it. */
export const unitsWhere = ({ grants }: Pick<Me, 'grants'>, permission: Permission, units: readonly Unit[]): Unit[] =>
  units.filter(({ path }) =>
    grants.some((grant) => grant.permissions.includes(permission) && path.startsWith(grant.unitPath)),
  )

/** To choose from, each below the one that it belongs to: `供水公司 › 城北服务中心 › 抢修一班`. */
export function unitOptions(units: readonly Unit[]): { value: string; label: string }[] {
  const named = new Map(units.map((unit) => [unit.path, unit.name]))
  return units.map(({ id, path }) => {
    const codes = path.split('/').slice(1, -1)
    const names = codes.flatMap((_, index) => named.get(`/${codes.slice(0, index + 1).join('/')}/`) ?? [])
    return { value: id, label: names.join(' › ') }
  })
}

/** The units at which one may do something, the topmost first; empty until they are known. */
export function useUnits(permission: Permission): Unit[] {
  const { me } = useSession()
  const { data = [] } = useAnswer('GET /api/staff/me/units', {})
  return unitsWhere(me, permission, data)
}
