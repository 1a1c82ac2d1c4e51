import type { HubContract } from '#core/contract/index.ts'
import type { AnswerOf } from '#core/contract/route.ts'
import type { SeatView } from '#core/contract/seats.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'

// What the hub would answer with telephones behind it, for looking at the pages that show it.

type Answer<Key extends keyof HubContract> = AnswerOf<HubContract[Key]>

const minuteMs = 60_000
const longPremises = '安平区滨河新城东城国际花园三期北区第十二栋二单元一千八百零二室（原机械厂家属院）'

export const callId = newId(1_700_000_000_000)

export const seatOf = (index: number, change: Partial<SeatView> = {}): SeatView => ({
  seat: `seat${index}`,
  staffId: null,
  staffName: null,
  state: 'offline',
  reason: null,
  since: Date.now() - index * minuteMs,
  until: null,
  pauseNext: null,
  registered: false,
  callId: null,
  ...change,
})

const taken = { registered: true, staffId: newId(5) }
export const seats = (): SeatView[] => [
  seatOf(1, { ...taken, staffName: '李娜', state: 'talking', callId }),
  seatOf(2, { ...taken, staffName: '欧阳春晓', state: 'free' }),
  seatOf(3, { ...taken, staffName: '王强', state: 'paused', reason: 'meal' }),
  seatOf(4, { ...taken, staffName: '赵敏', state: 'wrapUp' }),
  seatOf(5, { ...taken, staffName: '陈静', state: 'ringing' }),
  seatOf(6, { ...taken, staffName: '周磊', state: 'free', registered: false }),
  seatOf(7),
  seatOf(8),
]

const liveCall = (index: number, change: Partial<Answer<'GET /api/staff/call-board'>['calls'][number]> = {}) => ({
  id: newId(1_700_000_000_000 + index),
  kind: 'inbound' as const,
  number: `1380000${String(index).padStart(4, '0')}`,
  phase: 'waiting' as const,
  accountId: null,
  accountNumber: null,
  startedAt: Date.now() - index * minuteMs,
  queuedAt: Date.now() - (index * minuteMs) / 2,
  answeredAt: null,
  seat: null,
  staffId: null,
  staffName: null,
  ...change,
})

export const board = (): Answer<'GET /api/staff/call-board'> => ({
  at: Date.now(),
  exchange: 'up',
  seats: seats(),
  calls: [
    liveCall(4, { phase: 'talking', staffName: '李娜', answeredAt: Date.now() - minuteMs, accountNumber: '10000001' }),
    liveCall(2),
    liveCall(1, { phase: 'ivr', queuedAt: null, number: '' }),
  ],
  waiting: 1,
  longestWaitingSince: Date.now() - minuteMs,
})

export const agentCall = (): Answer<'GET /api/staff/softphone/call'> => ({
  ...liveCall(1, { id: callId, phase: 'ringing', seat: 'seat1', staffName: '李娜' }),
  leg: 1,
  legAnsweredAt: null,
  transferredFrom: { seat: 'seat2', staffName: '欧阳春晓' },
  transfer: null,
})

const nothingOwed = { bills: 0, outstanding: fen(0), lateFee: fen(0), total: fen(0) }

/** A caller with two accounts: one with trouble of every kind, one without any. */
export const caller = (): Answer<'GET /api/staff/calls/:callId/caller'> => ({
  callId,
  number: '13800000001',
  accounts: [
    {
      id: newId(11),
      number: '10000001',
      name: '欧阳建国',
      phone: '13800000001',
      premises: longPremises,
      masked: false,
      knownBy: 'phone',
      arrears: { bills: 3, outstanding: fen(123_450), lateFee: fen(1_234), total: fen(124_684) },
      prepayment: fen(0),
      outages: [
        {
          id: newId(12),
          kind: 'emergency',
          place: '滨河新城东城国际花园三期',
          plannedFrom: Date.now() - 60 * minuteMs,
          plannedTo: Date.now() + 300 * minuteMs,
          begun: true,
        },
      ],
      workOrders: [
        {
          id: newId(13),
          number: 'GD20261123-0042',
          kind: 'leak',
          state: 'dispatched',
          place: longPremises,
          description: '单元门口地面往外冒水',
          createdAt: Date.now() - 600 * minuteMs,
          finishedAt: null,
          stars: null,
        },
      ],
    },
    {
      id: newId(14),
      number: '10000002',
      name: '欧阳建国',
      phone: '13800000001',
      premises: '安平区兴华路12号',
      masked: false,
      knownBy: 'phone',
      arrears: nothingOwed,
      prepayment: fen(5_000),
      outages: [],
      workOrders: [],
    },
  ],
  contacts: Array.from({ length: 24 }, (_, index) => ({
    channel: (['call', 'workOrder', 'notice'] as const)[index % 3] ?? 'call',
    id: newId(100 + index),
    at: Date.now() - (index + 1) * 3_000 * minuteMs,
    text: ['来电，已接听，李娜，3 分 12 秒', '漏水爆管，已办结', '停水通知已发送'][index % 3] ?? '',
  })),
})

export const stranger = (): Answer<'GET /api/staff/calls/:callId/caller'> => ({
  callId,
  number: '',
  accounts: [],
  contacts: [],
})

export const records = (): Answer<'GET /api/staff/calls'> =>
  Array.from({ length: 50 }, (_, index) => ({
    ...liveCall(index + 1, { phase: 'over' }),
    endedAt: Date.now() - index * minuteMs,
    answeredAt: index % 3 === 0 ? Date.now() - index * minuteMs - 30_000 : null,
    staffName: index % 3 === 0 ? '李娜' : null,
    outcome: (['answered', 'abandoned', 'message', 'selfService', 'callback', 'cut'] as const)[index % 6] ?? null,
  }))

export const record = (): Answer<'GET /api/staff/calls/:callId'> => ({
  ...liveCall(3, { id: callId, phase: 'over', staffName: '李娜', answeredAt: Date.now() - 2 * minuteMs }),
  endedAt: Date.now(),
  outcome: 'answered',
  callbackOf: null,
  legs: [
    {
      leg: 1,
      seat: 'seat1',
      staffId: newId(5),
      staffName: '李娜',
      rungAt: Date.now() - 3 * minuteMs,
      answeredAt: Date.now() - 2 * minuteMs,
      endedAt: Date.now(),
      ending: 'caller',
      transferredFrom: null,
      wrapUpEndedAt: null,
    },
  ],
})

export const days = (): Answer<'GET /api/staff/call-reports/days'> =>
  Array.from({ length: 7 }, (_, index) => {
    const queued = index === 3 ? 0 : 100 + index
    const rate = (part: number) => (queued === 0 ? null : Math.round((part / queued) * 1_000_000))
    const answeredIn15s = queued === 0 ? 0 : 80 + index
    const abandoned = queued === 0 ? 0 : 9 - index
    return {
      date: businessDate(`2026-11-1${index + 1}`),
      calls: queued * 2,
      queued,
      answered: queued - abandoned,
      answeredIn15s,
      answeredIn15sPpm: rate(answeredIn15s),
      abandoned,
      abandonedPpm: rate(abandoned),
      averageWaitMs: queued === 0 ? null : 9_400,
      outcomes: {},
    }
  })

export const hours = (): Answer<'GET /api/staff/call-reports/agents'> =>
  ['李娜', '欧阳春晓'].flatMap((staffName, who) =>
    [9, 10, 11].map((hour) => ({
      staffId: newId(50 + who),
      staffName,
      date: businessDate('2026-11-11'),
      hour,
      answered: 12,
      missed: who,
      talkMs: 31 * minuteMs,
      wrapUpMs: 6 * minuteMs,
      handlingMs: 37 * minuteMs,
      averageHandlingMs: 185_000,
    })),
  )

const message = (index: number): Answer<'GET /api/staff/voicemails'>[number] => ({
  id: newId(1_700_000_000_000 + index),
  number: `YY20261123-${String(index).padStart(4, '0')}`,
  purpose: index % 3 === 0 ? 'repair' : 'voicemail',
  state: (['new', 'assigned', 'done'] as const)[index % 3] ?? 'new',
  caller: index === 2 ? '' : '138****0001',
  takenAt: Date.now() - index * 60 * minuteMs,
  dueAt: Date.now() + (24 - index) * 60 * minuteMs,
  overdue: index > 10,
  lengthMs: 34_000,
  playable: true,
  unitId: newId(7),
  unitName: '供水公司',
  accountId: index % 2 === 0 ? newId(11) : null,
  accountNumber: index % 2 === 0 ? '10000001' : null,
  assignedTo: null,
  assignedName: index % 3 === 1 ? '李娜' : null,
  workOrderId: null,
  workOrderNumber: null,
  note: null,
  doneAt: null,
})

export const messages = () => Array.from({ length: 20 }, (_, index) => message(index + 1))

export const oneMessage = (): Answer<'GET /api/staff/voicemails/:voicemailId'> => ({
  ...message(3),
  state: 'new',
  callId: null,
  callerNumber: '13800000001',
})

export const softphoneAccount = (): Answer<'POST /api/staff/softphone/account'> => ({
  seat: 'seat1',
  user: 'seat1',
  password: 'invented for this page',
  uri: 'sip:seat1@hub',
  socketPath: '/sip',
  expiresAt: Date.now() + 3_600_000,
})
