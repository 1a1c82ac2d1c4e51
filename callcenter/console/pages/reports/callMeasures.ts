import type { z } from 'zod'
import type { AgentHour, ServiceDay } from '#core/contract/calls.ts'
import type { Measure } from './measure.ts'

type Day = Omit<z.output<typeof ServiceDay>, 'date' | 'outcomes'>
type Handled = Pick<z.output<typeof AgentHour>, 'answered' | 'missed' | 'talkMs' | 'wrapUpMs' | 'averageHandlingMs'>

/** Of a day, or of several together. */
export const dayMeasures: readonly Measure<Day>[] = [
  { title: '来电', kind: 'number', of: (day) => day.calls },
  { title: '转人工', kind: 'number', of: (day) => day.queued },
  { title: '接听', kind: 'number', of: (day) => day.answered },
  { title: '15 秒内接听', kind: 'number', of: (day) => day.answeredIn15s },
  { title: '15 秒接听率', kind: 'rate', of: (day) => day.answeredIn15sPpm },
  { title: '放弃', kind: 'number', of: (day) => day.abandoned },
  { title: '放弃率', kind: 'rate', of: (day) => day.abandonedPpm },
  { title: '平均等待', kind: 'length', of: (day) => day.averageWaitMs },
]

/** Of an agent, in an hour or in all. */
export const agentMeasures: readonly Measure<Handled>[] = [
  { title: '接听', kind: 'number', of: (one) => one.answered },
  { title: '未接', kind: 'number', of: (one) => one.missed },
  { title: '通话时长', kind: 'length', of: (one) => one.talkMs },
  { title: '话后处理', kind: 'length', of: (one) => one.wrapUpMs },
  { title: '平均处理时长', kind: 'length', of: (one) => one.averageHandlingMs },
]
