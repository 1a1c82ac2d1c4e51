import type { z } from 'zod'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { AgentCall, CallDetail, CallKind, CallOutcome, CallRecord, LiveCall } from '#core/contract/calls.ts'
import { addDays, type BusinessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { callUnknown } from './calls.errors.ts'
import { numberForms } from './numberForms.ts'

type ListedCall = z.input<typeof CallRecord>
type DetailedCall = z.input<typeof CallDetail>

const columns = `c.id, c.kind, c.number, c.phase, c.accountId, a.number as accountNumber, c.startedAt, c.queuedAt,
  c.answeredAt, c.endedAt, c.outcome, c.seat, c.staffId, p.name as staffName`
const joined = 'call_record c left join account a on a.id = c.accountId left join staff p on p.id = c.staffId'
const times = ['startedAt', 'queuedAt', 'answeredAt', 'endedAt', 'rungAt', 'wrapUpEndedAt', 'leg', 'transferredFrom']

/** MySQL answers a bigint as text. */
const plain = <T extends object>(row: T): T =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, times.includes(name) && value !== null ? Number(value) : value]),
  ) as T

export interface CallFilter {
  from?: BusinessDate | undefined
  /** The last day of those that are shown. */
  to?: BusinessDate | undefined
  kind?: readonly z.output<typeof CallKind>[] | undefined
  outcome?: readonly CallOutcome[] | undefined
  staffId?: string | undefined
  accountId?: string | undefined
  number?: string | undefined
  before?: string | undefined
  limit?: number | undefined
}

/**
 * Call records, newest first. Ids sort by the time at which they were made. They are no unit's own: the city has one
 * hotline, any of its agents answers anybody, and many a call is about no account. So `call.read`, held anywhere, is for
 * all of them. They name no customer: who is behind an account `viewCaller` shows, by the account's unit.
 */
export async function listCalls({ database }: { database: Database }, filter: CallFilter): Promise<ListedCall[]> {
  const { from, to, kind = [], outcome = [], staffId, accountId, number, before, limit = 50 } = filter
  const conditions = ['1 = 1']
  const parameters: (string | number)[] = []
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql)
    parameters.push(...values)
  }
  if (from !== undefined) add('c.startedAt >= ?', startOf(from))
  if (to !== undefined) add('c.startedAt < ?', startOf(addDays(to, 1)))
  if (kind.length > 0) add(`c.kind in ${placeholders(kind)}`, ...kind)
  if (outcome.length > 0) add(`c.outcome in ${placeholders(outcome)}`, ...outcome)
  if (staffId !== undefined) {
    add('c.id in (select callId from call_leg where staffId = ? and answeredAt is not null)', staffId)
  }
  if (accountId !== undefined) add('c.accountId = ?', accountId)
  if (number !== undefined) {
    // Nothing is the number of who withheld theirs.
    const forms = number === '' ? [''] : numberForms(number)
    add(`c.number in ${placeholders(forms)}`, ...forms)
  }
  if (before !== undefined) add('c.id < ?', before)
  const rows: ListedCall[] = await database.read.query(
    `select ${columns} from ${joined} where ${conditions.join(' and ')} order by c.id desc limit ?`,
    [...parameters, limit],
  )
  return rows.map(plain)
}

/** The calls that go on, the longest first. */
export async function listLiveCalls({ database }: { database: Database }): Promise<LiveCall[]> {
  const rows: (LiveCall & { endedAt: unknown; outcome: unknown })[] = await database.read.query(
    `select ${columns} from ${joined} where c.live = 1 and c.endedAt is null order by c.startedAt, c.id`,
  )
  return rows.map((row) => {
    const { endedAt: _ended, outcome: _outcome, ...call } = plain(row)
    return call
  })
}

const legColumns = `l.leg, l.seat, l.staffId, p.name as staffName, l.rungAt, l.answeredAt, l.endedAt, l.ending,
  l.transferredFrom, l.wrapUpEndedAt`

/** One call with everybody who was rung for it. The look is written down. @throws DomainError `calls.unknown` */
export async function viewCall(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  callId: string,
): Promise<DetailedCall> {
  const [row]: Omit<DetailedCall, 'legs'>[] = await database.read.query(
    `select ${columns}, c.callbackOf from ${joined} where c.id = ?`,
    [callId],
  )
  if (!row) throw callUnknown(callId)
  const legs: DetailedCall['legs'] = await database.read.query(
    `select ${legColumns} from call_leg l join staff p on p.id = l.staffId where l.callId = ? order by l.leg`,
    [callId],
  )
  const accountId = row.accountId === null ? {} : { accountId: row.accountId }
  const act = { action: 'call.viewed', subject: { kind: 'call', id: callId }, ...accountId }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return { ...plain(row), legs: legs.map(plain) }
}

/** The call that the agent is rung for or has; null when there is none. */
export async function viewOwnCall({ database }: { database: Database }, staffId: string): Promise<AgentCall | null> {
  const [mine]: { callId: string; leg: number; answeredAt: number | null; transferredFrom: number | null }[] =
    await database.read.query(
      `select l.callId, l.leg, l.answeredAt, l.transferredFrom from call_leg l join call_record c on c.id = l.callId
        where l.staffId = ? and l.endedAt is null and c.live = 1 order by l.rungAt desc, l.leg desc limit 1`,
      [staffId],
    )
  if (!mine) return null
  const own = plain(mine)
  const calls: (LiveCall & { endedAt: unknown; outcome: unknown })[] = await database.read.query(
    `select ${columns} from ${joined} where c.id = ?`,
    [own.callId],
  )
  const [row] = calls
  if (!row) return null
  const { endedAt: _ended, outcome: _outcome, ...call } = plain(row)
  const rows: DetailedCall['legs'] = await database.read.query(
    `select ${legColumns} from call_leg l join staff p on p.id = l.staffId where l.callId = ? order by l.leg`,
    [own.callId],
  )
  const legs = rows.map(plain)
  const from = legs.find(({ leg }) => leg === own.transferredFrom)
  const rung = legs.find(({ endedAt, transferredFrom }) => endedAt === null && transferredFrom === own.leg)
  const shown = (leg: typeof from) => (leg ? { seat: leg.seat, staffName: leg.staffName } : null)
  return {
    ...call,
    leg: own.leg,
    legAnsweredAt: own.answeredAt,
    transferredFrom: shown(from),
    transfer: shown(rung),
  }
}
