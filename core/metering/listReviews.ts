import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { Reading } from './meter.ts'

const most = 200

/** A reading that waits, with what a person needs to decide on it. */
export interface ReviewedReading extends Omit<Reading, 'reviewedBy' | 'reviewedAt' | 'recordedBy'> {
  accountNumber: string
  name: string
  premises: string
  meterSerial: string
  registerCapacity: Litres
  /** What the register showed at the accepted reading before; what it was put in with where there is none. */
  lastRegister: Litres
  lastReadOn: string
}

type Row = Omit<ReviewedReading, 'reasons'> & { reasons: string }

const before = (column: string) =>
  `(select p.${column} from reading p where p.meterId = r.meterId and p.state = 'accepted' and p.readOn <= r.readOn
      order by p.readOn desc, p.id desc limit 1)`

/**
 * Readings that wait for a person, the oldest first, of the units in which the principal may review. That they looked
 * is written down: names and addresses are in what they get.
 */
export async function listReviews(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
): Promise<ReviewedReading[]> {
  const scope = unitIn(scopeOf(principal, 'reading.review'), 'a.unitId')
  const rows: Row[] = await database.read.query(
    `select r.id, r.accountId, r.meterId, r.readOn, r.register, r.kind, r.volume, r.state, r.reasons, r.billId,
            r.recordedAt, a.number as accountNumber, c.name, a.premises, m.serialNumber as meterSerial,
            m.registerCapacity, coalesce(${before('register')}, m.installedAt) as lastRegister,
            coalesce(${before('readOn')}, m.installedOn) as lastReadOn
       from reading r join account a on a.id = r.accountId join customer c on c.id = a.customerId
       join meter m on m.id = r.meterId
      where r.state = 'review' and ${scope.sql} order by r.readOn, r.id limit ${most}`,
    [...scope.parameters],
  )
  if (rows.length > 0) {
    const act = {
      action: 'reading.reviewsViewed',
      subject: { kind: 'search', id: 'reading' },
      details: { found: rows.length },
    }
    await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  }
  return rows.map((row) => ({
    ...row,
    register: litres(Number(row.register)),
    volume: litres(Number(row.volume)),
    registerCapacity: litres(Number(row.registerCapacity)),
    lastRegister: litres(Number(row.lastRegister)),
    recordedAt: Number(row.recordedAt),
    reasons: JSON.parse(row.reasons) as Reading['reasons'],
  }))
}
