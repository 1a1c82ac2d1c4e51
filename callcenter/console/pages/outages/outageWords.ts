import type { OutageKind, OutageState } from '#core/contract/outages.ts'
import type { RouteKey } from '../../hub/hub.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import type { Tone } from '../../look/Line.tsx'

export const outagesKey = 'GET /api/staff/outages'
export const outageKey = 'GET /api/staff/outages/:outageId'
export type Outage = Answer<typeof outageKey>['outage']
export type Stage = Answer<typeof outageKey>['stages'][number]

/** What is asked anew when something was done about an outage. */
export const outageKeys = [
  outagesKey,
  outageKey,
  'GET /api/staff/outages/:outageId/affected',
  'POST /api/staff/outage-previews',
] as const satisfies readonly RouteKey[]

export const outageKinds: Record<OutageKind, string> = { planned: '计划停水', emergency: '抢修停水' }
export const outageStates: Record<OutageState, string> = {
  draft: '草稿',
  announced: '已发布',
  changed: '已变更',
  restored: '已恢复',
  cancelled: '已取消',
}
export const outageTones: Partial<Record<OutageState, Tone>> = {
  draft: 'warning',
  announced: 'danger',
  changed: 'danger',
  restored: 'success',
}

/** `安平区兴华路（TS20261124-0001）`: what an outage is called where one is asked about it. */
export const nameOf = ({ place, number }: Pick<Outage, 'place' | 'number'>) => `${place}（${number}）`

export const isAnnounced = ({ state }: Pick<Outage, 'state'>) => state === 'announced' || state === 'changed'

/** How far the notices of a stage are. While they are being written, nobody knows how many there will be. */
export function progressOf({ spread, counts }: Pick<Stage, 'spread' | 'counts'>) {
  const { app, sms } = counts
  const all = [app, sms]
  const sum = (state: keyof typeof app) => all.reduce((total, channel) => total + channel[state], 0)
  const total = sum('due') + sum('sent') + sum('failed') + sum('superseded')
  const done = total - sum('due')
  return {
    total,
    done,
    failed: sum('failed'),
    going: !spread || done < total,
    percent: !spread || total === 0 ? (spread ? 100 : 0) : Math.floor((done / total) * 100),
  }
}
