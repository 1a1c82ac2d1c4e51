import { createPublicKey } from 'node:crypto'
import { minuteOfDay } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { isAllowed } from './allowedAddresses.ts'
import type { PartnerPrincipal } from './partner.ts'
import { PartnerNonceTable, PartnerTable } from './partner.table.ts'
import {
  addressRefused,
  nonceInvalid,
  outsideHours,
  requestReplayed,
  requestStale,
  signatureInvalid,
} from './partners.errors.ts'
import { isServed } from './serviceHours.ts'
import { type SignedRequest, verifyRequest } from './signature.ts'

/** How far the clocks of two companies may be apart. */
export const toleranceMs = 300_000

export interface ClaimedRequest extends SignedRequest {
  partnerCode: string
  /** Base64. */
  signature: string
  /** Where it came from, as the gateway sees it. */
  address: string
}

/**
 * Proves who sent a request and that it was not sent before. The nonce is written down only after the signature has
 * proven true and the address is the partner's: nobody else can use it up.
 * @throws DomainError `partner.nonceInvalid`, `partner.stale`, `partner.signatureInvalid` (also for an unknown or
 * disabled partner), `partner.addressRefused`, `partner.replayed`, `partner.outsideHours`
 */
export async function proveRequest(
  { database, clock }: { database: Database; clock: Clock },
  claimed: ClaimedRequest,
): Promise<PartnerPrincipal> {
  const { partnerCode, timestamp, nonce, signature, address } = claimed
  const now = clock()
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(nonce)) throw nonceInvalid()
  const stale = !/^\d{10}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now) > toleranceMs
  if (stale) throw requestStale(Math.floor(now / 1000))
  const partner = await database.read.findOneBy(PartnerTable, { code: partnerCode })
  // MySQL takes trailing blanks for nothing: the code is compared once more.
  if (!partner || partner.code !== partnerCode || partner.disabledAt !== null) throw signatureInvalid()
  if (!verifyRequest(createPublicKey(partner.publicKeyPem), claimed, signature)) throw signatureInvalid()
  if (!isAllowed(partner.allowedAddresses, address)) throw addressRefused(address)
  const { id: partnerId, code, name, ratePerMinute, serviceFrom, serviceTo } = partner
  const first = await database.transaction((tx) => insertIfAbsent(tx, PartnerNonceTable, { partnerId, nonce, at: now }))
  if (!first) throw requestReplayed()
  const closed = serviceFrom !== null && serviceTo !== null && !isServed(partner, minuteOfDay(now))
  if (closed) throw outsideHours(serviceFrom, serviceTo)
  return { partnerId, code, name, ratePerMinute }
}
