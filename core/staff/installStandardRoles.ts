import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { RoleTable } from './staff.table.ts'
import { standardRoles } from './standardRoles.ts'

/**
 * A step for every start: the standard roles as this version knows them, so that a new permission reaches those who
 * are to have it. `now` is epoch ms.
 */
export async function installStandardRoles(tx: Transaction, now: number): Promise<void> {
  for (const role of standardRoles) {
    const { code, name, permissions } = role
    if (await insertIfAbsent(tx, RoleTable, { id: newId(now), ...role })) continue
    await tx.update(RoleTable, { code }, { name, permissions })
  }
}
