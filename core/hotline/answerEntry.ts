import type { EntityManager } from 'typeorm'
import { asOnFile, findAccountsByPhone } from '#core/accounts/findAccountsByPhone.ts'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import type { OutageKind } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { findBigOutage, findOutageOf, type OutageNow } from '#core/outages/findOutageNow.ts'
import { isOpen, opensAt } from './isOpen.ts'
import { readHotline } from './readHotline.ts'

/** An outage as it is told on the telephone. */
export interface SpokenOutage {
  kind: OutageKind
  /** At the caller's account, as far as known. */
  own: boolean
  beginsAt: number
  /** Null when nobody knows, or the time has passed. */
  expectedEndAt: number | null
  begun: boolean
}

export interface Entry {
  ask: 'entry'
  open: boolean
  /** When it opens next; null when it is open, or nobody knows. */
  opensAt: number | null
  blacklisted: boolean
  /** Accounts with this telephone on file. */
  accountIds: string[]
  announcement: SpokenOutage | null
}

/** How long before it begins the people of an outage are told of it when they ring. */
const toldBeforeMs = 24 * 3_600_000

/** At the beginning of a call: who rings, whether the hotline may be used now, and what everybody is told first. */
export async function answerEntry(
  { database, clock }: { database: Database; clock: Clock },
  callerNumber: string,
): Promise<Entry> {
  const { read } = database
  const now = clock()
  const { settings } = await readHotline(read)
  const accountIds = (await findAccountsByPhone(read, callerNumber)).map(({ id }) => id)
  return {
    ask: 'entry',
    open: isOpen(settings, now),
    opensAt: opensAt(settings, now),
    blacklisted: await isBlocked(read, callerNumber, now),
    accountIds,
    announcement: (await findOwnOutage(read, accountIds, now)) ?? (await announced(read, settings, now)),
  }
}

/** The outage at any of these accounts that goes on, or begins within a day. */
export async function findOwnOutage(
  read: EntityManager,
  accountIds: readonly string[],
  now: number,
): Promise<SpokenOutage | null> {
  const outage = await findOutageOf(read, accountIds, now + toldBeforeMs)
  return outage && spoken(outage, true, now)
}

/** What staff have switched on goes before what the outages say. */
async function announced(read: EntityManager, settings: HotlineSettings, now: number): Promise<SpokenOutage | null> {
  const { announcement, bigOutage } = settings
  if (announcement && (announcement.until === null || now < announcement.until)) {
    const { kind, beginsAt, expectedEndAt } = announcement
    return { kind, own: false, beginsAt, expectedEndAt: ifToCome(expectedEndAt, now), begun: beginsAt <= now }
  }
  const outage = bigOutage === null ? null : await findBigOutage(read, bigOutage, now)
  return outage && spoken(outage, false, now)
}

const spoken = ({ kind, plannedFrom, plannedTo }: OutageNow, own: boolean, now: number): SpokenOutage => ({
  kind,
  own,
  beginsAt: plannedFrom,
  expectedEndAt: ifToCome(plannedTo, now),
  begun: plannedFrom <= now,
})

const ifToCome = (at: number | null, now: number) => (at !== null && at > now ? at : null)

async function isBlocked(read: EntityManager, callerNumber: string, now: number): Promise<boolean> {
  const blocked: unknown[] = await read.query(
    'select id from blocked_number where number = ? and (until is null or until > ?)',
    [asOnFile(callerNumber), now],
  )
  return blocked.length > 0
}
