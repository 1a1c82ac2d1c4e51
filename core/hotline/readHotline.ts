import type { EntityManager } from 'typeorm'
import { HotlineSettings } from '#core/contract/hotline.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { isOpen } from './isOpen.ts'

const allDay = [{ from: '00:00', to: '24:00' }]

/** What holds until somebody sets something: nobody is turned away. */
export const usualSettings: HotlineSettings = {
  hours: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
  holidays: [],
  workdays: [],
  announcement: null,
  bigOutage: 500,
  voicemailDays: 180,
}

export interface Hotline {
  /** 0: nobody has set anything yet. */
  version: number
  settings: HotlineSettings
  changedAt: number | null
  changedBy: string | null
}

/** The settings that hold. */
export async function readHotline(manager: EntityManager): Promise<Hotline> {
  const [current] = await readVersions(manager, { limit: 1 })
  return current ?? { version: 0, settings: usualSettings, changedAt: null, changedBy: null }
}

/** The same, with whether that means that the hotline is open now. */
export async function showHotline({
  database,
  clock,
}: {
  database: Database
  clock: Clock
}): Promise<Hotline & { open: boolean }> {
  const hotline = await readHotline(database.read)
  return { ...hotline, open: isOpen(hotline.settings, clock()) }
}

/** What was set, newest first; `before` is the last version seen. */
export async function readVersions(
  manager: EntityManager,
  { before, limit = 20 }: { before?: number | undefined; limit?: number | undefined } = {},
): Promise<Hotline[]> {
  const rows: { version: number; settings: string; changedAt: number; changedBy: string }[] = await manager.query(
    `select h.version, h.settings, h.changedAt, coalesce(s.name, h.changedBy) as changedBy
       from hotline_settings h left join staff s on s.id = h.changedBy
      ${before === undefined ? '' : 'where h.version < ?'} order by h.version desc limit ?`,
    [...(before === undefined ? [] : [before]), limit],
  )
  return rows.map(({ version, settings, changedAt, changedBy }) => ({
    version: Number(version),
    settings: HotlineSettings.parse(JSON.parse(settings)),
    changedAt: Number(changedAt),
    changedBy,
  }))
}
