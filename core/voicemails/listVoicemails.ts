import { maskPhone } from '#core/accounts/mask.ts'
import type { VoicemailPurpose, VoicemailState } from '#core/contract/voicemails.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import { handledWithinMs, isOverdue, type Voicemail } from './voicemail.ts'

export interface ListedVoicemail extends Pick<
  Voicemail,
  | 'id'
  | 'number'
  | 'purpose'
  | 'state'
  | 'takenAt'
  | 'lengthMs'
  | 'playable'
  | 'unitId'
  | 'accountId'
  | 'assignedTo'
  | 'workOrderId'
  | 'note'
  | 'doneAt'
> {
  /** The caller's number, masked: who wants all of it looks at the message itself. */
  caller: string
  dueAt: number
  overdue: boolean
  unitName: string
  accountNumber: string | null
  assignedName: string | null
  workOrderNumber: string | null
}

export interface VoicemailFilter {
  state?: readonly VoicemailState[] | undefined
  purpose?: readonly VoicemailPurpose[] | undefined
  unitId?: string | undefined
  accountId?: string | undefined
  /** Only those given to the principal. */
  mine?: boolean | undefined
  overdue?: boolean | undefined
  /** The number of the last one seen. */
  before?: string | undefined
  limit?: number | undefined
}

export const listedColumns = `v.id, v.number, v.purpose, v.state, v.callerNumber, v.takenAt, v.lengthMs, v.playable,
  v.unitId, v.accountId, v.assignedTo, v.workOrderId, v.note, v.doneAt, u.name as unitName, a.number as accountNumber,
  s.name as assignedName, w.number as workOrderNumber`
export const listedFrom = `voicemail v join org_unit u on u.id = v.unitId left join account a on a.id = v.accountId
  left join staff s on s.id = v.assignedTo left join work_order w on w.id = v.workOrderId`

/** A row of `listedColumns`, as both databases give it. */
export type ListedRow = Omit<ListedVoicemail, 'caller' | 'dueAt' | 'overdue' | 'playable'> & {
  callerNumber: string
  playable: number | string
}

/** Messages of the units in which the principal may read them, newest number first. */
export async function listVoicemails(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  filter: VoicemailFilter = {},
): Promise<ListedVoicemail[]> {
  const { state = [], purpose = [], limit = 50 } = filter
  const now = clock()
  const scope = unitIn(scopeOf(principal, 'voicemail.read'), 'v.unitId')
  const conditions = [scope.sql]
  const parameters: (string | number)[] = [...scope.parameters]
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql)
    parameters.push(...values)
  }
  if (state.length > 0) add(`v.state in ${placeholders(state)}`, ...state)
  if (purpose.length > 0) add(`v.purpose in ${placeholders(purpose)}`, ...purpose)
  if (filter.unitId !== undefined) add('v.unitId = ?', filter.unitId)
  if (filter.accountId !== undefined) add('v.accountId = ?', filter.accountId)
  if (filter.mine === true) add('v.assignedTo = ?', principal.staffId)
  if (filter.overdue === true) add(`v.state <> 'done' and v.takenAt < ?`, now - handledWithinMs)
  if (filter.overdue === false) add(`(v.state = 'done' or v.takenAt >= ?)`, now - handledWithinMs)
  if (filter.before !== undefined) add('v.number < ?', filter.before)
  const rows: ListedRow[] = await database.read.query(
    `select ${listedColumns} from ${listedFrom} where ${conditions.join(' and ')} order by v.number desc limit ?`,
    [...parameters, limit],
  )
  return rows.map((row) => listed(row, now))
}

export function listed({ callerNumber, playable, ...row }: ListedRow, now: number): ListedVoicemail {
  const takenAt = Number(row.takenAt)
  return {
    ...row,
    takenAt,
    lengthMs: Number(row.lengthMs),
    doneAt: row.doneAt === null ? null : Number(row.doneAt),
    playable: Number(playable) === 1,
    caller: callerNumber === '' ? '' : maskPhone(callerNumber),
    dueAt: takenAt + handledWithinMs,
    overdue: isOverdue({ state: row.state, takenAt }, now),
  }
}
