import { createContext, use } from 'react'
import type { Permission } from '#core/contract/permissions.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { Answer } from '../hub/useAnswer.ts'

export type Me = Answer<'GET /api/staff/me'>

export interface Session {
  me: Me
  /** Whether it is held anywhere. What may be done to a single thing, the hub decides. */
  may(permission: Permission): boolean
  /** Whether it is held for the whole utility. */
  mayWholly(permission: Permission): boolean
  /** Ends the session, and the page shows the log-in. */
  logOut(): Promise<void>
}

export const holds = ({ grants }: Pick<Me, 'grants'>, permission: Permission): boolean =>
  grants.some((grant) => grant.permissions.includes(permission))

export const holdsWholly = ({ grants }: Pick<Me, 'grants'>, permission: Permission): boolean =>
  grants.some((grant) => grant.unitPath === rootPath && grant.permissions.includes(permission))

/** The first unit at which it is held; null where it is held nowhere. */
export const unitWhere = ({ grants }: Pick<Me, 'grants'>, permission: Permission): string | null =>
  grants.find((grant) => grant.permissions.includes(permission))?.unitId ?? null

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('nobody is logged in around this component')
  return session
}
