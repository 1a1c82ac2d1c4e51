import type { EntityManager } from 'typeorm'
import { billUnknown, waiverUnknown } from './billing.errors.ts'
import { BillTable, LateFeeWaiverTable } from './billing.table.ts'

// Whose a bill or waiver is, so that it can be asked whether somebody may touch it.

/** @throws DomainError `bill.unknown` */
export async function accountOfBill(manager: EntityManager, billId: string): Promise<string> {
  const bill = await manager.findOneBy(BillTable, { id: billId })
  if (!bill) throw billUnknown()
  return bill.accountId
}

/** @throws DomainError `waiver.unknown` */
export async function accountOfWaiver(manager: EntityManager, waiverId: string): Promise<string> {
  const waiver = await manager.findOneBy(LateFeeWaiverTable, { id: waiverId })
  if (!waiver) throw waiverUnknown()
  return accountOfBill(manager, waiver.billId)
}
