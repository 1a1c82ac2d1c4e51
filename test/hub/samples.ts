import { usualSettings } from '#core/hotline/readHotline.ts'
import type { HubContract } from '#core/contract/index.ts'
import { publishedTariffs } from '#core/billing/publishedTariffs.ts'
import type { RequestOf } from '#core/contract/route.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { litres } from '#core/kernel/litres.ts'

const id = newId(1_700_000_000_000)
const day = businessDate('2026-11-24')

/** What exists nowhere: a well-formed id, number or serial for every variable of a path. */
export const unknownParams: Readonly<Record<string, string>> = {
  accountId: newId(1),
  accountNumber: '99999999',
  billId: newId(2),
  paymentId: newId(3),
  meterId: newId(4),
  readingId: newId(5),
  receiptId: newId(6),
  runId: newId(7),
  waiverId: newId(8),
  staffId: newId(9),
  partnerId: newId(10),
  deliveryId: newId(11),
  jobId: newId(12),
  outageId: newId(14),
  workOrderId: newId(15),
  noticeId: newId(16),
  uploadId: newId(17),
  voicemailId: newId(21),
  blockedId: newId(22),
  invoiceId: newId(18),
  titleId: newId(19),
  articleId: newId(20),
  callId: newId(21),
  slug: 'no-such-article',
  platform: 'h5',
  serial: 'NOBODY-000001',
  businessDate: '2026-01-01',
}

type BodyOf<Key extends keyof HubContract> = RequestOf<HubContract[Key]> extends { body: infer Body } ? Body : never
type WithJson = {
  [Key in keyof HubContract]: BodyOf<Key> extends never ? never : BodyOf<Key> extends Uint8Array ? never : Key
}[keyof HubContract]

const [tariff] = publishedTariffs
if (!tariff) throw new Error('no tariff was published')

const report = {
  id,
  kind: 'leak' as const,
  accountId: null,
  place: '走查路口',
  position: null,
  description: '走查',
  contactPhone: null,
  photoIds: [],
}
const outagePlan = {
  unitId: newId(18),
  kind: 'planned' as const,
  area: [{ kind: 'streets' as const, streets: ['走查路'] }],
  plannedFrom: 1_800_000_000_000,
  plannedTo: 1_800_010_000_000,
  alternativeSupply: null,
}

/** A well-formed body for every route that takes one, about things that exist nowhere. A new route has to add its own. */
export const sampleBodies: { [Key in WithJson]: BodyOf<Key> } = {
  'POST /api/resident/sessions': { platform: 'wechat', code: 'a-code-of-nobody' },
  'POST /api/resident/sessions/development': { name: 'walker' },
  'POST /api/resident/sessions/refresh': { refreshToken: 'x'.repeat(43) },
  'POST /api/resident/binding-codes': { accountNumber: '99999999' },
  'POST /api/resident/bindings': {
    proof: 'meterNumber',
    accountNumber: '99999999',
    name: '无此人',
    meterNumber: 'M99999999',
  },
  'POST /api/resident/accounts/:accountId/bill-previews': { volume: litres(1_000) },
  'POST /api/resident/payments': { id, accountId: newId(1), channel: 'sandbox', amount: fen(100) },
  // A tax number that is none: with a right one the title would be saved.
  'POST /api/resident/invoice-titles': {
    id,
    kind: 'company',
    name: '走查公司',
    taxNumber: '91350100M000100Y44',
    isDefault: true,
  },
  'POST /api/resident/invoices': { id, accountId: newId(1), billIds: [newId(2)], titleId: newId(19) },
  'POST /api/partner/v1/payments': { serial: 'WALK-000001', accountNumber: '99999999', amount: fen(100) },
  'POST /api/partner/v1/reversals': {
    serial: 'WALK-R00001',
    originalSerial: 'NOBODY-000001',
    amount: fen(100),
    reason: '测试',
  },
  'POST /api/partner/v1/days/:businessDate/end': { count: 0, total: fen(0) },
  'POST /api/staff/sessions': { login: 'nobody', password: 'not the password' },
  'PUT /api/staff/me/password': { current: 'not the password', next: 'another long password' },
  'POST /api/staff/staff': { login: 'walker', name: '走查', unitId: id, password: 'nine rivers meet', roles: [] },
  'PUT /api/staff/staff/:staffId/roles': { roles: [] },
  'PUT /api/staff/staff/:staffId/password': { password: 'nine rivers meet' },
  'POST /api/staff/staff/:staffId/enablement': { password: 'nine rivers meet' },
  'POST /api/staff/exports': { list: '走查', place: '/console/receipts', rows: 0 },
  'POST /api/staff/units': { parentId: id, code: 'west', name: '城西' },
  'POST /api/staff/accounts': {
    number: '99999999',
    name: '走查',
    phone: null,
    unitId: id,
    routeId: null,
    premises: '测试路1号',
    usageClass: 'residential',
    population: 3,
  },
  'POST /api/staff/accounts/:accountId/transfer': { name: '走查', phone: null, population: 3 },
  'POST /api/staff/accounts/:accountId/meters': {
    serialNumber: 'M99999999',
    registerCapacity: litres(100_000_000),
    installedOn: day,
    installedAt: litres(0),
  },
  'POST /api/staff/meters/:meterId/replacement': {
    on: day,
    finalRegister: litres(1_000),
    successor: { serialNumber: 'M99999998', registerCapacity: litres(100_000_000), installedAt: litres(0) },
  },
  'POST /api/staff/meters/:meterId/readings': { readOn: day, register: litres(1_000), kind: 'actual' },
  'POST /api/staff/readings/:readingId/review': { verdict: 'accepted' },
  'POST /api/staff/accounts/:accountId/extra-bills': {
    id,
    kind: 'catchUp',
    accumulates: true,
    period: { from: day, to: day },
    volume: litres(1_000),
    reason: '走查',
  },
  'POST /api/staff/bills/:billId/cancellation': { reason: '走查', readings: 'keep' },
  'POST /api/staff/bills/:billId/waivers': { waiver: { kind: 'byRatio', ppm: 1_000 }, reason: '走查' },
  'POST /api/staff/waivers/:waiverId/decision': { approve: true },
  'POST /api/staff/tariffs': { ...tariff, id: 'walked', effectiveFrom: businessDate('2020-01-01') },
  'POST /api/staff/outbox/topic-retries': { topic: 'nothing.happened' },
  'POST /api/staff/billing-run-previews': { routeId: newId(13), through: day },
  'POST /api/staff/billing-runs': { id, routeId: newId(13), through: day },
  'POST /api/staff/receipts': { serial: id, accountNumber: '99999999', amount: fen(100) },
  'POST /api/staff/receipts/:receiptId/reversal': { serial: id, amount: fen(100), reason: '走查' },
  'POST /api/staff/invoices/:invoiceId/red-forms': { id, reason: '走查' },
  'POST /api/staff/partners': {
    code: 'WALKBANK',
    name: '走查银行',
    publicKeyPem: 'not a key',
    allowedAddresses: [],
    ratePerMinute: 60,
    serviceFrom: null,
    serviceTo: null,
  },
  'POST /api/resident/notices/:noticeId/read': { earlier: false },
  'PUT /api/resident/notice-preferences': { sms: true, mutedTopics: [] },
  'POST /api/resident/work-orders': { ...report, accountId: newId(1) },
  'POST /api/resident/work-orders/:workOrderId/cancellation': { id, reason: '走查' },
  'POST /api/resident/work-orders/:workOrderId/reopening': { id, reason: '走查' },
  'PUT /api/resident/work-orders/:workOrderId/rating': { stars: 5, text: null },
  'POST /api/staff/outage-previews': { ...outagePlan, after: null },
  'PUT /api/staff/outages/:outageId': { ...outagePlan, place: '走查路', reason: '走查' },
  'POST /api/staff/outages/:outageId/announcement': { id },
  'POST /api/staff/outages/:outageId/changes': { id, reason: '走查' },
  'POST /api/staff/outages/:outageId/restoration': { id },
  'POST /api/staff/outages/:outageId/cancellation': { id },
  'POST /api/staff/work-orders': { ...report, unitId: newId(18) },
  'POST /api/staff/work-orders/:workOrderId/dispatch': { id, unitId: newId(18), staffId: null, note: null },
  'POST /api/staff/work-orders/:workOrderId/acceptance': { id },
  'POST /api/staff/work-orders/:workOrderId/completion': { id, result: '走查', photoIds: [] },
  'POST /api/staff/work-orders/:workOrderId/closure': { id, note: null },
  'POST /api/staff/work-orders/:workOrderId/cancellation': { id, reason: '走查' },
  'POST /api/staff/work-orders/:workOrderId/reopening': { id, reason: '走查' },
  'PUT /api/staff/voicemails/:voicemailId/assignment': { staffId: null, from: null },
  'POST /api/staff/voicemails/:voicemailId/closure': { note: '走查' },
  'POST /api/staff/voicemails/:voicemailId/work-order': {
    id,
    kind: 'leak',
    unitId: newId(18),
    accountId: null,
    place: '走查路口',
    description: '走查',
    contactPhone: null,
  },
  'PUT /api/staff/hotline': { baseVersion: 999_999, settings: { ...usualSettings, voicemailDays: 179 } },
  // A time that is over: with a right one the number would be blocked.
  'PUT /api/staff/hotline/blocked-numbers': { number: '13800000000', reason: '走查', until: 1 },
  'PUT /api/staff/articles/:articleId': {
    slug: 'walked',
    baseVersion: 1,
    category: 'billing',
    title: '走查',
    summary: '走查',
    body: '走查',
    keywords: [],
  },
  'POST /api/staff/articles/:articleId/publication': { version: 1 },
  'POST /api/staff/softphone/pause': { reason: 'rest' },
  'POST /api/staff/softphone/wrap-up': { act: 'end' },
  'POST /api/staff/calls': { id, number: '13800000001', about: null },
  'POST /api/staff/calls/:callId/transfer': { seat: 'seat1' },
  'PUT /api/staff/partners/:partnerId/key': { publicKeyPem: 'not a key' },
}
