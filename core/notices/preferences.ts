import type { EntityManager } from 'typeorm'
import type { NoticeTopic } from '#core/contract/notices.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { residentUnknown } from '#core/residents/residents.errors.ts'
import type { NoticePreference } from './notice.ts'
import { NoticePreferenceTable } from './notice.table.ts'

export type Preferences = Pick<NoticePreference, 'sms' | 'mutedTopics'>

/** Whoever has chosen nothing wants to know. */
export const usualPreferences: Preferences = { sms: true, mutedTopics: [] }

export const wantsTopic = ({ mutedTopics }: Preferences, topic: NoticeTopic): boolean => !mutedTopics.includes(topic)
export const wantsSms = (preferences: Preferences, topic: NoticeTopic): boolean =>
  preferences.sms && wantsTopic(preferences, topic)

export async function preferencesOf(manager: EntityManager, residentId: string): Promise<Preferences> {
  const row = await manager.findOneBy(NoticePreferenceTable, { residentId })
  return row ? { sms: row.sms, mutedTopics: row.mutedTopics } : usualPreferences
}

/**
 * Writes down what a resident wants to be told. It holds for what is announced from now on.
 * @throws DomainError `resident.unknown`
 */
export function setPreferences(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: Preferences,
): Promise<Preferences> {
  const residentId = actor.id
  const chosen = { sms: wanted.sms, mutedTopics: [...new Set(wanted.mutedTopics)].toSorted() }
  return database.transaction(async (tx) => {
    const now = clock()
    // Two pages of one resident: the second waits for the first.
    const resident = await lockOne(tx, ResidentTable, { id: residentId })
    if (!resident || resident.deletedAt !== null) throw residentUnknown()
    if (JSON.stringify(await preferencesOf(tx, residentId)) === JSON.stringify(chosen)) return chosen
    const kept = await tx.update(NoticePreferenceTable, { residentId }, { ...chosen, changedAt: now })
    if (kept.affected === 0) await tx.insert(NoticePreferenceTable, { residentId, ...chosen, changedAt: now })
    const subject = { kind: 'resident', id: residentId }
    await recordAudit(tx, actor, { action: 'notices.preferencesChanged', subject, details: chosen }, now)
    return chosen
  })
}
