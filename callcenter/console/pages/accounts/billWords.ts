import type { Answer } from '../../hub/useAnswer.ts'

export type Bill = Answer<'GET /api/staff/accounts/:accountId/bills'>[number]

export const billKinds: Record<Bill['kind'], string> = { reading: '抄表', catchUp: '补收', penalty: '违章用水' }
export const billStates: Record<Bill['state'], string> = { open: '欠费', settled: '已缴清', cancelled: '已作废' }

export const periodOf = ({ fromDate, toDate }: Pick<Bill, 'fromDate' | 'toDate'>): string => `${fromDate} 至 ${toDate}`

/** What was answered of these is another once there is a bill more or less, or a late fee is waived. */
export const billChanges = [
  'GET /api/staff/accounts/:accountId',
  'GET /api/staff/accounts/:accountId/bills',
  'GET /api/staff/accounts/:accountId/bills/:billId',
  'GET /api/staff/accounts/:accountId/debt',
  'GET /api/staff/accounts/:accountId/readings',
] as const
