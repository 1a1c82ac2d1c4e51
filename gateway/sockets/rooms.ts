import type { Permission } from '#core/contract/permissions.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'

// Rooms are decided by what was proven of a socket's owner, never by what its client asks for.

export const sessionRoom = (sessionId: string): string => `session:${sessionId}`
export const memberRoom = (staffId: string): string => `staff:${staffId}`
export const residentRoom = (residentId: string): string => `resident:${residentId}`

/** Of those who hold a permission somewhere; null: of all staff. */
const holders = (permission: Permission | null) => `may:${permission ?? ''}`
/** Of those to whom it was granted at just this unit. */
const holdersAt = (permission: Permission | null, unitPath: string) => `${holders(permission)}@${unitPath}`

/** A member of staff who has to change the password first has no grants, and hears what all staff hear. */
export function staffRooms({ grants }: Pick<StaffPrincipal, 'grants'>): string[] {
  const rooms = new Set([holders(null)])
  for (const { unitPath, permissions } of grants)
    for (const permission of [null, ...permissions]) rooms.add(holders(permission)).add(holdersAt(permission, unitPath))
  return [...rooms]
}

/** Where those are who hold the permission at the unit of this path, or, without one, anywhere. */
export function audienceRooms(permission: Permission | null, unitPath?: string): string[] {
  if (unitPath === undefined) return [holders(permission)]
  return pathsDownTo(unitPath).map((path) => holdersAt(permission, path))
}

/** `/root/north/` → `/root/`, `/root/north/`: a grant at any of them holds at the last. */
const pathsDownTo = (unitPath: string) =>
  [...unitPath.matchAll(/[^/]\//g)].map(({ index }) => unitPath.slice(0, index + 2))
