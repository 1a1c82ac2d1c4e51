import type { OutageArea } from '#core/contract/outages.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { sendNotices } from '#core/notices/sendNotices.ts'
import { announceOutage } from '#core/outages/announceOutage.ts'
import { type OutageChange, changeOutage } from '#core/outages/changeOutage.ts'
import { cancelOutage, restoreOutage } from '#core/outages/endOutage.ts'
import { type DraftedOutage, saveOutageDraft } from '#core/outages/saveOutageDraft.ts'
import { spreadOutageNotices } from '#core/outages/spreadOutageNotices.ts'
import { createStaffHouse } from '../staffHouse.ts'
import { createOperator } from './operator.ts'

const hour = 3_600_000
export const noon = startOf(businessDate('2026-11-24')) + 12 * hour

/** A utility with an operator of text messages, and a clock that the test moves. */
export async function createOutageHouse(database: Database) {
  const time = { now: noon }
  const clock = () => time.now
  const house = await createStaffHouse(database, clock)
  const sms = createOperator()
  const deps = { database, clock, sms, numbers: createNumbers({ database, clock }) }
  const { admin } = house

  /** A draft in the root unit, an emergency that has begun an hour ago unless told otherwise. */
  async function draft(area: OutageArea, wishes: Partial<DraftedOutage> = {}) {
    const times = { plannedFrom: time.now - hour, plannedTo: time.now + 5 * hour }
    const words = { place: '试验街一带', reason: '管道爆裂', alternativeSupply: null }
    const whole = { id: newId(time.now), unitId: house.root.id, kind: 'emergency' as const, area, ...times, ...words }
    return saveOutageDraft(deps, admin, { ...whole, ...wishes })
  }

  const stage = (outageId: string) => ({ outageId, stageId: newId(time.now) })
  /** Each writes all notices of its stage, and sends what is due. */
  async function told<T>(act: Promise<T>, stageId: string): Promise<T> {
    const done = await act
    await spreadOutageNotices(deps, stageId)
    await sendNotices(deps)
    return done
  }

  return {
    ...house,
    time,
    deps,
    sms,
    draft,
    stage,
    announce: (outageId: string) => {
      const request = stage(outageId)
      return told(announceOutage(deps, admin, request), request.stageId)
    },
    change: (outageId: string, change: Omit<OutageChange, 'outageId' | 'stageId'>) => {
      const request = stage(outageId)
      return told(changeOutage(deps, admin, { ...request, ...change }), request.stageId)
    },
    restore: (outageId: string) => {
      const request = stage(outageId)
      return told(restoreOutage(deps, admin, request), request.stageId)
    },
    cancel: (outageId: string) => {
      const request = stage(outageId)
      return told(cancelOutage(deps, admin, request), request.stageId)
    },
    /** Who has a notice of a stage: telephones and residents, sorted. */
    async recipients(outageId: string, number: number, states = ['sent']): Promise<string[]> {
      const rows: { recipient: string; state: string }[] = await database.read.query(
        'select recipient, state from notice where subjectId = ? and stage = ?',
        [outageId, number],
      )
      return rows
        .filter(({ state }) => states.includes(state))
        .map(({ recipient }) => recipient)
        .toSorted()
    },
  }
}
export type OutageHouse = Awaited<ReturnType<typeof createOutageHouse>>
