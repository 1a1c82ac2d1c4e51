import type { Answer } from '../../hub/useAnswer.ts'

export type Reading = Answer<'GET /api/staff/accounts/:accountId/readings'>[number]

export const readingKinds: Record<Reading['kind'], string> = {
  actual: '实抄',
  estimated: '估抄',
  self: '自报',
  remote: '远传',
  final: '拆表',
}

export const reviewReasons: Record<Reading['reasons'][number], string> = {
  belowLast: '低于上次读数',
  jump: '用量突增',
  zeroUse: '长期零用量',
  stopped: '疑似停走',
  selfRead: '用户自报',
}
