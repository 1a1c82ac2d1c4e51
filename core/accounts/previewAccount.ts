import type { Database } from '#core/kernel/database.ts'
import { accountUnknown } from './account.errors.ts'
import { AccountTable, CustomerTable } from './account.table.ts'
import { maskName, maskPhone, maskPremises } from './mask.ts'

export interface AccountPreview {
  number: string
  name: string
  premises: string
  /** Masked; null where no telephone is on file, so that no code can be sent. */
  phone: string | null
}

/** What anybody who is logged in may see of an account by its number: masked. @throws DomainError `account.unknown` */
export async function previewAccount({ database }: { database: Database }, number: string): Promise<AccountPreview> {
  const account = await database.read.findOneBy(AccountTable, { number })
  if (!account || account.closedOn !== null) throw accountUnknown()
  const customer = await database.read.findOneByOrFail(CustomerTable, { id: account.customerId })
  return {
    number,
    name: maskName(customer.name),
    premises: maskPremises(account.premises),
    phone: customer.phone === null ? null : maskPhone(customer.phone),
  }
}
