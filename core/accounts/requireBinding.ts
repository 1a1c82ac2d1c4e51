import type { EntityManager } from 'typeorm'
import { accountUnknown } from './account.errors.ts'

/**
 * Every read and write of an account on behalf of a resident begins here. Resolves to the unit that looks after it.
 * @throws DomainError `account.unknown`, also for an account of somebody else: its existence is nobody's business.
 */
export async function requireBinding(
  manager: EntityManager,
  residentId: string,
  accountId: string,
): Promise<{ unitId: string }> {
  const [bound]: { unitId: string }[] = await manager.query(
    'select a.unitId from binding b join account a on a.id = b.accountId where b.residentId = ? and b.accountId = ?',
    [residentId, accountId],
  )
  if (!bound) throw accountUnknown()
  return bound
}
