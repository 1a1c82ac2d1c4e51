import type { Answer } from '../../hub/useAnswer.ts'

export const staffKey = 'GET /api/staff/staff'
export type Person = Answer<typeof staffKey>[number]
export type Unit = Answer<'GET /api/staff/units'>[number]
