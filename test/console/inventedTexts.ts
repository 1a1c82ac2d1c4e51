import type { z } from 'zod'
import { actionWords } from '#callcenter/console/pages/audit/auditWords.ts'

/** So many characters of it. */
const long = (sentence: string, most: number) => sentence.repeat(Math.ceil(most / sentence.length)).slice(0, most)

const company = long('安平市滨河新城城市建设投资开发有限责任公司机械厂家属院物业管理服务分公司', 64)
const person = '阿卜杜热合曼·买买提艾力·吐尔逊江'
const address = long('安平区滨河新城东城国际花园三期北区第十二栋二单元一千八百零二室（原机械厂家属院）', 200)
const said = (most: number) =>
  long('单元门口地面往外冒水，从早上六点开始，越来越大，楼道里也有水，老人出不了门。', most)

type Invented = string | ((index: number, key: string) => string)

/** What stands in a field, by its name; `a.b` is the field `b` of `a`, and goes first. */
const byName: Readonly<Record<string, Invented>> = {
  name: company,
  accountName: company,
  unitName: company,
  routeName: company,
  partnerName: company,
  channelName: company,
  staffName: person,
  actorName: person,
  startedByName: person,
  proposedByName: person,
  decidedByName: person,
  assignedName: person,
  blockedByName: person,
  changedBy: person,
  author: person,
  caller: '138****0001',
  premises: address,
  place: long(address, 100),
  description: said(2_000),
  note: said(1_000),
  result: said(2_000),
  ratingText: said(500),
  reason: said(200),
  alternativeSupply: said(200),
  summary: said(200),
  title: long('停水期间如何用水、如何申请临时供水和水费减免', 100),
  body: said(3_000),
  text: said(200),
  phrase: '水费怎么交',
  'keywords.[]': long('欠费停水后怎么恢复供水', 30),
  'warnings.[]': (index) => `其${index}：${said(80)}`,
  'streets.[]': (index) => long(`${index}号院${address}`, 40),
  'accountNumbers.[]': (index) => String(100_000_000_000 + index),
  'unknownAccountNumbers.[]': (index) => String(200_000_000_000 + index),
  number: (index, key) => numberIn(key, index),
  'accounts.number': (index) => String(100_000_000_000 + index),
  'workOrders.number': (index) => `GD20261123-${index}`,
  'stages.kind': 'announced',
  'stages.number': '3',
  accountNumber: (index) => String(100_000_000_000 + index),
  workOrderNumber: (index) => `GD20261123-${index}`,
  phone: '13800000001',
  contactPhone: '13800000001',
  callerNumber: '13800000001',
  serialNumber: (index) => `M${10_000_000_000_000 + index}`,
  meterSerial: (index) => `M${10_000_000_000_000 + index}`,
  transactionId: (index) => String(4_200_000_000_000_000 + index).repeat(2),
  subChannel: company,
  channel: (index) => ['counter', 'wechat', 'alipay', '1001'][index % 4] ?? 'counter',
  login: (index) => String(100_000 + index),
  code: (index) => `R${index}`,
  role: (index) => `R${index}`,
  routeCode: (index) => String(1_000 + index),
  requestId: '12345678-0000',
  query: (index) => long(`${index}号楼为什么这个月水费比上个月多`, 40),
  slug: (index) => `a${index}`,
  cycle: '2026',
  tariffId: '2026',
  'tariff.id': (index) => `${2_026 + index}`,
  action: (index) => Object.keys(actionWords)[index % 90] ?? 'nobody.knowsIt',
  subjectKind: (index) => ['account', 'workOrder', 'receipt', 'nobodyKnowsIt'][index % 4] ?? '',
  topic: (index) => ['money.received', 'invoice.requested', 'nobody.knowsIt'][index % 3] ?? '',
  handler: 'nobody.knowsIt',
  job: (index) => ['outages.notify', 'nobody.knowsIt'][index % 2] ?? '',
  lastError: said(300),
  failure: said(100),
  seat: (index) => `seat${index + 1}`,
  path: (index) => `/1/${2_000 + index}/`,
  unitPath: (index) => `/1/${2_000 + index}/`,
  'allowedAddresses.[]': '10.0.0.7',
  taxNumber: '913501001000010044',
  redNumber: '26137000000000000001',
  from: '08:30',
  to: '18:00',
  of: (index) => String(index),
  link: '/console/',
  startedBy: 'nobody',
  jobKey: 'nobody',
  keyFingerprint: '12:34',
}

/** Documents by their letters, accounts by digits, and whoever rings by a telephone. */
function numberIn(key: string, index: number): string {
  if (/calls|softphone|call-board|blocked-numbers/.test(key)) return index % 5 === 4 ? '' : '13800000001'
  const letters = [
    ['work-orders', 'GD'],
    ['voicemails', 'YY'],
    ['outage', 'TS'],
    ['receipts', 'SK'],
  ].find(([of = '']) => key.includes(of))?.[1]
  return letters === undefined ? String(100_000_000_000 + index) : `${letters}20261123-${1_000 + index}`
}

/** How many characters or rows are allowed. */
export function sizeOf(schema: z.ZodType): { least: number; most: number } {
  const size = { least: 0, most: Infinity }
  for (const { _zod } of schema.def.checks ?? []) {
    const { check, minimum, maximum, length } = _zod.def as {
      check: string
      minimum?: number
      maximum?: number
      length?: number
    }
    if (check === 'min_length') size.least = minimum ?? 0
    if (check === 'max_length') size.most = maximum ?? Infinity
    if (check === 'length_equals') size.least = size.most = length ?? 0
  }
  return size
}

interface Told {
  key: string
  bare: boolean
}

/** A text for a field; the longest that is allowed where people write it. */
export function textOf(
  schema: z.ZodString | z.ZodStringFormat,
  path: readonly string[],
  index: number,
  { key, bare }: Told,
): string {
  if (schema.format === 'ulid') return idOf(index)
  if (schema.format === 'date') return dateOf(index, path.includes('workdays'))
  const field = path.at(-1) ?? ''
  const invented =
    byName[path.slice(-2).join('.')] ??
    byName[
      path
        .filter((name) => name !== '[]')
        .slice(-2)
        .join('.')
    ] ??
    byName[field]
  // Ids that are not said to be some are looked at by nobody.
  const text = invented ?? (/(^id|Id|By|To|Of|next)$/.test(field) ? idOf(index) : undefined)
  if (text === undefined) throw new Error(`${key}: no text for ${path.join('.')}`)
  const made = typeof text === 'string' ? text : text(index, key)
  return made.slice(0, bare ? 20 : sizeOf(schema).most)
}

/** The same for the same index: what names another thing names one that is there. */
const idOf = (index: number) => `01HF7YAT00${String(index).padStart(16, '0')}`

const dateOf = (index: number, later: boolean) => {
  const day = new Date(Date.UTC(later ? 2030 : 2026, 10, 23) - index * 86_400_000)
  return day.toISOString().slice(0, 10)
}
