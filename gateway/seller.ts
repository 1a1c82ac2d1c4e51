import type { Seller } from '#core/invoicing/taxPlatform.ts'
import { creditCodeCheck } from '#invoices/titles/creditCode.ts'
import type { HubConfig } from './config.ts'

/** Who stands on invoices as the seller; in production without these settings no invoices are offered. */
export function sellerOf(
  config: Pick<HubConfig, 'HUB_MODE' | 'SELLER_NAME' | 'SELLER_TAX_NUMBER' | 'INVOICE_ISSUER'>,
): Seller | null {
  const { HUB_MODE, SELLER_NAME: name, SELLER_TAX_NUMBER: taxNumber, INVOICE_ISSUER: issuer } = config
  if (name !== undefined && taxNumber !== undefined) return { name, taxNumber, issuer: issuer ?? '系统' }
  return HUB_MODE === 'demo' ? demoSeller : null
}

const demoNumber = '91370100MA3DEMW00'

/** Invented; nobody is registered under this number. */
export const demoSeller: Seller = {
  name: '演示市水务集团',
  taxNumber: `${demoNumber}${creditCodeCheck(demoNumber)}`,
  issuer: '系统',
}
