import type { Answer } from '../../hub/useAnswer.ts'

export const staffKey = 'GET /api/staff/staff'
export type Person = Answer<typeof staffKey>[number]
/** What is done with somebody, in a window of its own. */
export interface ActProps {
  person: Person
  onEnd: () => void
}

export type Unit = Answer<'GET /api/staff/units'>[number]
