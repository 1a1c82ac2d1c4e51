import { yuan } from '#core/kernel/fen.ts'
import type { Answer } from '../../hub/useAnswer.ts'

export const waiversKey = 'GET /api/staff/waivers'
export type Waiver = Answer<typeof waiversKey>[number]

export const waiverStates: Record<Waiver['state'], string> = {
  proposed: '待审批',
  approved: '已批准',
  refused: '已驳回',
}

/** `减免 50%`, `减到 ¥3.00`, `从 2026-11-01 起算`. */
export function waiverWord(waiver: Waiver['waiver']): string {
  if (waiver.kind === 'toAmount') return `减到 ${yuan(waiver.amount)}`
  if (waiver.kind === 'newStart') return `从 ${waiver.from} 起算`
  return waiver.ppm === 1_000_000 ? '全部免除' : `减免 ${waiver.ppm / 10_000}%`
}
