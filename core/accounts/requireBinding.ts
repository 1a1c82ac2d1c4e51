import type { EntityManager } from 'typeorm'
import { accountUnknown } from './account.errors.ts'

/**
 * Every read and write of an account on behalf of a resident begins here.
 * @throws DomainError `account.unknown`, also for an account of somebody else: its existence is nobody's business.
 */
export async function requireBinding(manager: EntityManager, residentId: string, accountId: string): Promise<void> {
  const rows: unknown[] = await manager.query('select 1 from binding where residentId = ? and accountId = ?', [
    residentId,
    accountId,
  ])
  if (rows.length === 0) throw accountUnknown()
}
