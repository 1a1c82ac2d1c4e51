import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, line } from './fields.ts'
import { queryInt, queryList } from './query.ts'
import type { Contract } from './route.ts'

export const OutageKind = z.enum(['planned', 'emergency'])
export type OutageKind = z.output<typeof OutageKind>
export const OutageState = z.enum(['draft', 'announced', 'changed', 'restored', 'cancelled'])
export type OutageState = z.output<typeof OutageState>

/** An instant that people mean when they plan: neither in another century, nor past what a date can say. */
const Instant = z.int().min(1_500_000_000_000).max(4_102_444_800_000).meta({ description: 'epoch ms' })

export const OutageAreaPart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('routes'), routeIds: z.array(Id).min(1).max(100) }),
    z.strictObject({
      kind: z.literal('streets'),
      streets: z
        .array(line(40).min(3, '请至少填写 3 个字'))
        .min(1)
        .max(50)
        .meta({ description: 'what addresses begin with: 安平区兴华路, or 安平区兴华路12号' }),
    }),
    z.strictObject({ kind: z.literal('accounts'), accountNumbers: z.array(AccountNumber).min(1).max(300) }),
  ])
  .meta({ id: 'OutageAreaPart' })
export type OutageAreaPart = z.output<typeof OutageAreaPart>

/** Who is without water: the accounts of any part, as far as the outage's unit looks after them. */
export const OutageArea = z.array(OutageAreaPart).min(1).max(10)
export type OutageArea = z.output<typeof OutageArea>

const planFields = {
  unitId: Id,
  kind: OutageKind,
  area: OutageArea,
  plannedFrom: Instant,
  plannedTo: Instant.meta({ description: 'restore-by time, epoch ms' }),
  alternativeSupply: line(200).nullable().meta({ description: 'where water is to be had meanwhile' }),
}
const timesInOrder = ({ plannedFrom, plannedTo }: { plannedFrom: number; plannedTo: number }) => plannedFrom < plannedTo
const wrongTimes = { path: ['plannedTo'], message: '恢复时间须晚于停水时间' }

const wordFields = {
  place: line(100).meta({ description: 'the area in words, as people are told it' }),
  reason: line(200),
}
export const OutageDraft = z
  .strictObject({ ...planFields, ...wordFields })
  .refine(timesInOrder, wrongTimes)
  .meta({ id: 'OutageDraft' })

const shownFields = {
  id: Id,
  kind: OutageKind,
  state: OutageState,
  ...wordFields,
  plannedFrom: z.int(),
  plannedTo: z.int().meta({ description: 'restore-by time, epoch ms' }),
  actualFrom: z.int().nullable(),
  actualTo: z.int().nullable(),
  alternativeSupply: z.string().nullable(),
}
const phase = z.enum(['coming', 'now', 'over']).meta({ description: 'where it stands right now' })

export const CityOutage = z.object({ ...shownFields, phase }).meta({ id: 'CityOutage' })
export const ResidentOutage = z
  .object({
    ...shownFields,
    phase,
    accounts: z.array(z.object({ accountId: Id, number: AccountNumber, premises: z.string() })),
  })
  .meta({ id: 'ResidentOutage' })

export const outageRoutes = {
  'GET /api/outages': {
    audience: 'public',
    summary: 'Outages in the city: coming, going on, and those that ended within a day',
    answer: z.array(CityOutage),
    rateLimit: { most: 120, perMs: 60_000, by: 'address' },
  },
  'GET /api/resident/outages': {
    audience: 'resident',
    summary: 'Outages at the accounts that are bound: going on, coming, and those that ended within a day',
    answer: z.array(ResidentOutage),
  },
} satisfies Contract

export const Outage = z
  .object({
    ...shownFields,
    number: z.string(),
    unitId: Id,
    area: OutageArea,
    affected: z.int().meta({ description: 'accounts, fixed when it was announced; 0 before' }),
    stage: z.int().meta({ description: 'how often people were told' }),
    createdAt: z.int(),
    announcedAt: z.int().nullable(),
    endedAt: z.int().nullable(),
  })
  .meta({ id: 'Outage' })

export const AccountOutage = z
  .object({
    id: Id,
    number: z.string(),
    kind: OutageKind,
    state: OutageState,
    place: z.string(),
    reason: z.string(),
    plannedFrom: z.int(),
    plannedTo: z.int(),
    actualFrom: z.int().nullable(),
    actualTo: z.int().nullable(),
  })
  .meta({ id: 'AccountOutage' })

const counts = z.object({ due: z.int(), sent: z.int(), failed: z.int(), superseded: z.int() })
export const OutageStage = z
  .object({
    id: Id,
    number: z.int(),
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    createdAt: z.int(),
    spread: z.boolean().meta({ description: 'whether all notices are written' }),
    counts: z.object({ app: counts, sms: counts }),
  })
  .meta({ id: 'OutageStage' })

export const OutageDetail = z
  .object({ outage: Outage, warnings: z.array(z.string()), stages: z.array(OutageStage) })
  .meta({ id: 'OutageDetail', description: 'with how far its notices are, the newest stage first' })

const AffectedAccount = z.object({ accountId: Id, number: AccountNumber, premises: z.string() })
const affectedPage = {
  accounts: z.array(AffectedAccount),
  next: Id.nullable().meta({ description: '`after` of the next page; null at the end' }),
}

export const OutageWarned = z
  .object({ outage: Outage, warnings: z.array(z.string()) })
  .meta({ id: 'OutageWarned', description: 'warnings are Chinese sentences, and stop nothing' })

const outageParams = z.object({ outageId: Id })
const stageId = Id.meta({ description: 'chosen by the client: sending it again changes nothing' })
const stageRefusals = ['outage.unknown', 'outage.stateWrong', 'outage.stageDiffers']
const page = { after: Id.optional(), limit: queryInt(1, 200).optional() }

export const staffOutageRoutes = {
  'GET /api/staff/outages': {
    audience: 'staff',
    permission: 'outage.read',
    summary: 'Outages, newest number first; `before` is the number of the last one seen',
    query: z.object({
      state: queryList(OutageState).optional(),
      before: z.string().max(32).optional(),
      limit: queryInt(1, 200).optional(),
    }),
    answer: z.array(Outage),
  },
  'GET /api/staff/outages/:outageId': {
    audience: 'staff',
    permission: 'outage.read',
    summary: 'One outage, with how far its notices are',
    params: outageParams,
    answer: OutageDetail,
    refusals: ['outage.unknown'],
  },
  'GET /api/staff/outages/:outageId/affected': {
    audience: 'staff',
    permission: 'outage.read',
    summary: 'The accounts affected, page by page: of a draft as now, else as announced; each look is audited',
    params: outageParams,
    query: z.object(page),
    answer: z.object(affectedPage).meta({ id: 'AffectedAccounts' }),
    refusals: ['outage.unknown'],
  },
  'POST /api/staff/outage-previews': {
    audience: 'staff',
    tag: 'outages',
    permission: 'outage.write',
    summary: 'Whom an outage would affect, and what is wrong with it; the look is audited',
    body: z.strictObject({ ...planFields, after: Id.nullable() }).refine(timesInOrder, wrongTimes),
    answer: z
      .object({
        total: z.int(),
        ...affectedPage,
        warnings: z.array(z.string()),
        unknownAccountNumbers: z.array(z.string()),
        overlapping: z.array(z.object({ id: Id, number: z.string(), place: z.string() })),
      })
      .meta({ id: 'OutagePreview' }),
    refusals: ['staff.unitUnknown', 'staff.forbidden'],
  },
  'PUT /api/staff/outages/:outageId': {
    audience: 'staff',
    permission: 'outage.write',
    summary: 'Save a draft, new or not; the client chooses its id',
    params: outageParams,
    body: OutageDraft,
    answer: OutageWarned,
    refusals: ['staff.unitUnknown', 'staff.forbidden', 'outage.unknown', 'outage.stateWrong'],
    idempotent: true,
  },
  'POST /api/staff/outages/:outageId/announcement': {
    audience: 'staff',
    permission: 'outage.announce',
    summary: 'Tell everybody affected; whom that is, is fixed by it',
    params: outageParams,
    body: z.strictObject({ id: stageId }),
    answer: OutageWarned,
    refusals: [...stageRefusals, 'outage.nobodyAffected'],
    idempotent: true,
  },
  'POST /api/staff/outages/:outageId/changes': {
    audience: 'staff',
    permission: 'outage.announce',
    summary: 'Other times, reason or supply, or a larger area; those who were told, and who is new, are told',
    params: outageParams,
    body: z.strictObject({
      id: stageId,
      plannedFrom: Instant.optional(),
      plannedTo: Instant.optional(),
      reason: line(200).optional(),
      alternativeSupply: line(200).nullable().optional(),
      addArea: OutageArea.optional(),
    }),
    answer: OutageWarned,
    refusals: [...stageRefusals, 'outage.timesWrong', 'outage.nothingChanged', 'outage.areaTooLarge'],
    idempotent: true,
  },
  'POST /api/staff/outages/:outageId/restoration': {
    audience: 'staff',
    permission: 'outage.announce',
    summary: 'Water is back; those who were told are told',
    params: outageParams,
    body: z.strictObject({
      id: stageId,
      restoredAt: Instant.optional().meta({ description: 'now unless told, and never later' }),
    }),
    answer: Outage,
    refusals: [...stageRefusals, 'outage.timesWrong'],
    idempotent: true,
  },
  'POST /api/staff/outages/:outageId/cancellation': {
    audience: 'staff',
    permission: 'outage.announce',
    summary: 'It does not take place; those who were told are told',
    params: outageParams,
    body: z.strictObject({ id: stageId }),
    answer: Outage,
    refusals: stageRefusals,
    idempotent: true,
  },
} satisfies Contract
