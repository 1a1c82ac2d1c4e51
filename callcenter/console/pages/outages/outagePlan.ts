import dayjs, { type Dayjs } from 'dayjs'
import { AccountNumber } from '#core/contract/fields.ts'
import { OutageArea, type OutageKind } from '#core/contract/outages.ts'
import type { Request } from '../../hub/hub.ts'
import { moment } from '../../format/moment.ts'
import { linesOf } from '../../list/linesOf.ts'
import type { Outage } from './outageWords.ts'

export type OutageDraft = Request<'PUT /api/staff/outages/:outageId'>['body']

/** An area as it is typed: one street or account number a line. */
export interface AreaFields {
  streets?: string
  accountNumbers?: string
  routeIds?: string[]
}
export interface PlanFields extends AreaFields {
  unitId?: string
  kind: OutageKind
  place?: string
  reason?: string
  /** What the clock in Shanghai shows, wherever the machine believes to be. */
  from?: Dayjs | null
  to?: Dayjs | null
  alternativeSupply?: string
}

export const instantOf = (time: Dayjs): number => Date.parse(`${time.format('YYYY-MM-DDTHH:mm')}:00+08:00`)
export const dayjsOf = (instant: number): Dayjs => dayjs(moment(instant))

export function areaOf({ streets, accountNumbers, routeIds = [] }: AreaFields): OutageArea {
  const [named, numbers] = [linesOf(streets), linesOf(accountNumbers)]
  return [
    ...(named.length > 0 ? [{ kind: 'streets' as const, streets: named }] : []),
    ...(numbers.length > 0 ? [{ kind: 'accounts' as const, accountNumbers: numbers }] : []),
    ...(routeIds.length > 0 ? [{ kind: 'routes' as const, routeIds }] : []),
  ]
}

/** What is wrong with an area, for whoever typed it; null: nothing. */
export function areaFault(fields: AreaFields): string | null {
  const area = areaOf(fields)
  if (area.length === 0) return '请填写街道、户号或选择表册'
  const { error } = OutageArea.safeParse(area)
  if (!error) return null
  if (linesOf(fields.streets).some((street) => street.length < 3)) return '每行街道至少填写 3 个字'
  if (linesOf(fields.accountNumbers).some((number) => !AccountNumber.safeParse(number).success))
    return '户号应为 6 至 12 位数字，每行一个'
  return '范围太大：街道不超过 50 条，户号不超过 300 个，表册不超过 100 本'
}

export const isFilledIn = (fields: PlanFields): fields is PlanFields & { unitId: string; from: Dayjs; to: Dayjs } =>
  Boolean(fields.unitId && fields.from && fields.to) && areaFault(fields) === null

/** As it can be previewed; null as long as that cannot be told. */
export function planOf(fields: PlanFields) {
  if (!isFilledIn(fields)) return null
  const { unitId, kind, from, to, alternativeSupply } = fields
  const [plannedFrom, plannedTo] = [instantOf(from), instantOf(to)]
  if (plannedFrom >= plannedTo) return null
  const supply = alternativeSupply?.trim() || null
  return { unitId, kind, area: areaOf(fields), plannedFrom, plannedTo, alternativeSupply: supply }
}

export function fieldsOf(outage: Outage): PlanFields {
  const { unitId, kind, place, reason, area, plannedFrom, plannedTo, alternativeSupply } = outage
  const streets = area.flatMap((part) => (part.kind === 'streets' ? part.streets : []))
  const numbers = area.flatMap((part) => (part.kind === 'accounts' ? part.accountNumbers : []))
  return {
    unitId,
    kind,
    place,
    reason,
    streets: streets.join('\n'),
    accountNumbers: numbers.join('\n'),
    routeIds: area.flatMap((part) => (part.kind === 'routes' ? part.routeIds : [])),
    from: dayjsOf(plannedFrom),
    to: dayjsOf(plannedTo),
    alternativeSupply: alternativeSupply ?? '',
  }
}
