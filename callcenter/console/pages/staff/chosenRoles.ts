export interface RoleAt {
  role: string
  unitId: string
}

/** Those that are filled in, each once. */
export function chosenRoles(given: readonly Partial<RoleAt>[] = []): RoleAt[] {
  const roles = new Map<string, RoleAt>()
  for (const { role, unitId } of given) if (role && unitId) roles.set(`${role} ${unitId}`, { role, unitId })
  return [...roles.values()]
}
