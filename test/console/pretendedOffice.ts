import type { HubContract } from '#core/contract/index.ts'
import type { AnswerOf } from '#core/contract/route.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'

// What the hub would answer after a long day, for looking at the pages that show it.

type Answer<Key extends keyof HubContract> = AnswerOf<HubContract[Key]>

const day = businessDate('2026-11-23')
const noon = 1_795_406_400_000

export const manyReceipts = (): Answer<'GET /api/staff/receipts'> =>
  Array.from({ length: 50 }, (_, index) => ({
    id: newId(noon + index),
    number: `SK20261123-${String(index + 1).padStart(4, '0')}`,
    channel: ['counter', 'wechat', 'alipay', 'CITYBANK'][index % 4] ?? 'counter',
    channelName: index % 4 === 3 ? '安平农村商业银行股份有限公司滨河支行' : null,
    accountId: newId(index),
    accountNumber: String(10_000_000 + index),
    accountName: index % 5 === 0 ? '安平******' : '欧*',
    amount: fen(123_450 + index),
    toBills: fen(120_000),
    toLateFees: fen(450),
    toPrepayment: fen(3_000 + index),
    bookedOn: day,
    receivedAt: noon + index,
    reversedAt: index % 7 === 0 ? noon + 1_000 : null,
  }))

export const runningRun = (): Answer<'GET /api/staff/billing-runs'>[number] => ({
  id: newId(noon),
  routeId: null,
  routeName: null,
  through: day,
  state: 'running',
  accountsDone: 126_000,
  accountsTotal: 300_000,
  bills: 118_402,
  skipped: 3,
  amount: fen(742_318_900),
  startedBy: newId(1),
  startedByName: '欧阳春晓',
  startedAt: noon,
  finishedAt: null,
})

/** Where three accounts could not be priced. */
export const viewedRun = (
  run: Answer<'GET /api/staff/billing-runs'>[number],
): Answer<'GET /api/staff/billing-runs/:runId'> => ({
  ...run,
  skips: Array.from({ length: run.skipped }, (_, index) => ({
    accountId: newId(noon + index),
    accountNumber: String(100_000_000_000 + index),
    reason: index === 0 ? '2024-03-31 没有生效的水价' : '这种用水性质还没有公布水价',
  })),
})

export const deadWork = (): Answer<'GET /api/staff/outbox/dead'> => ({
  deliveries: Array.from({ length: 40 }, (_, index) => ({
    id: newId(noon + index),
    topic: index % 3 === 0 ? 'invoice.requested' : 'money.received',
    handler: 'notices.receipt',
    attempts: 10,
    lastError: index % 2 === 0 ? 'connect ECONNREFUSED 10.0.0.7:443' : '短信平台返回 503',
    createdAt: noon - index * 60_000,
  })),
  jobs: [
    {
      id: newId(noon),
      job: 'outages.notify',
      jobKey: newId(noon),
      attempts: 5,
      lastError: null,
      finishedAt: noon,
    },
  ],
})
