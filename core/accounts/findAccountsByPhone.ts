import type { EntityManager } from 'typeorm'

/** Open accounts whose customer has this telephone on file, the oldest first; at most twenty. */
export async function findAccountsByPhone(
  manager: EntityManager,
  callerNumber: string,
): Promise<{ id: string; unitId: string }[]> {
  const phone = asOnFile(callerNumber)
  if (phone === '') return []
  return manager.query(
    `select a.id, a.unitId from account a join customer c on c.id = a.customerId
      where c.phone = ? and a.closedOn is null order by a.id limit 20`,
    [phone],
  )
}

/**
 * A caller's number as telephones are written on file: exchanges put the country's or a long-distance prefix before it.
 * `+8613800000001`, `008613800000001`, `013800000001` → `13800000001`; `+863142050000` → `03142050000`.
 */
export function asOnFile(callerNumber: string): string {
  const given = callerNumber.replace(/[\s()-]/g, '')
  const national = given.replace(/^(\+86|0086|86(?=1[3-9]\d{9}$))/, '')
  if (/^0?1[3-9]\d{9}$/.test(national)) return national.replace(/^0/, '')
  return national !== given && /^[2-9]\d{8,10}$/.test(national) ? `0${national}` : national
}
