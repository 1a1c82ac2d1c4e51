import { type Handler, on } from '#core/kernel/delivery.ts'
import { residentDeleted } from '#core/residents/residents.events.ts'
import { NoticePreferenceTable } from './notice.table.ts'

/** Removes what a resident wanted to be told when they are forgotten. */
export const forgetPreferences = (): Handler =>
  on(residentDeleted, 'notices.forgetPreferences', {
    apply: async (tx, { residentId }) => void (await tx.delete(NoticePreferenceTable, { residentId })),
  })
