import type { EntityManager } from 'typeorm'
import type { OutageArea, OutageState } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { Message, NoticeChannel, NoticeState } from '#core/notices/notice.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { Outage } from './outage.ts'
import { OutageTable } from './outage.table.ts'
import { outageWarnings } from './outageWarnings.ts'
import { requireOutageAt } from './requireOutageAt.ts'

/** Outages of the units in which the principal may read them, newest number first; `before` is the last one seen. */
export async function listOutages(
  { database }: { database: Database },
  principal: StaffPrincipal,
  filter: { state?: readonly OutageState[] | undefined; before?: string | undefined; limit?: number | undefined } = {},
): Promise<Outage[]> {
  const { state = [], before, limit = 50 } = filter
  const scope = unitIn(scopeOf(principal, 'outage.read'), 'unitId')
  const conditions = [scope.sql]
  const parameters: (string | number)[] = [...scope.parameters]
  if (state.length > 0) {
    conditions.push(`state in ${placeholders(state)}`)
    parameters.push(...state)
  }
  if (before !== undefined) {
    conditions.push('number < ?')
    parameters.push(before)
  }
  const rows: (Omit<Outage, 'area'> & { area: string })[] = await database.read.query(
    `select * from outage where ${conditions.join(' and ')} order by number desc limit ?`,
    [...parameters, limit],
  )
  return rows.map((row) => ({ ...row, area: JSON.parse(row.area) as OutageArea }))
}

type Counts = Record<NoticeState, number>

export interface OutageStage {
  id: string
  number: number
  kind: string
  title: string
  body: string
  createdAt: number
  /** Whether all its notices are written. */
  spread: boolean
  counts: Record<NoticeChannel, Counts>
}

/** One outage with the stages in which people were told, newest first. @throws DomainError `outage.unknown` */
export async function viewOutage(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  outageId: string,
): Promise<{ outage: Outage; warnings: string[]; stages: OutageStage[] }> {
  const { read } = database
  await requireOutageAt(read, principal, 'outage.read', outageId)
  const outage = await read.findOneByOrFail(OutageTable, { id: outageId })
  const open = outage.endedAt === null
  return {
    outage,
    warnings: open ? outageWarnings(outage, clock()) : [],
    stages: await stagesOf(read, outageId),
  }
}

async function stagesOf(read: EntityManager, outageId: string): Promise<OutageStage[]> {
  const messages: Pick<Message, 'id' | 'stage' | 'kind' | 'title' | 'body' | 'createdAt' | 'phase'>[] =
    await read.query(
      `select id, stage, kind, title, body, createdAt, phase from message
        where subjectKind = 'outage' and subjectId = ? order by stage desc`,
      [outageId],
    )
  if (messages.length === 0) return []
  const ids = messages.map(({ id }) => id)
  const counted: { messageId: string; channel: NoticeChannel; state: NoticeState; notices: number }[] =
    await read.query(
      `select messageId, channel, state, count(*) as notices from notice
        where messageId in ${placeholders(ids)} group by messageId, channel, state`,
      ids,
    )
  return messages.map(({ stage, phase, ...message }) => {
    const counts = { app: none(), sms: none() }
    for (const { messageId, channel, state, notices } of counted)
      if (messageId === message.id) counts[channel][state] = Number(notices)
    return { ...message, number: stage, spread: phase === 'done', counts }
  })
}

const none = (): Counts => ({ due: 0, sent: 0, failed: 0, superseded: 0 })
