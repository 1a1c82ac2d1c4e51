import { EntitySchema } from 'typeorm'
import { code, id, integer, json, optional, text } from './columns.ts'

/** Work that is to be done at a time. `dead`: tried as often as makes sense; a person has to look. */
export interface JobRow {
  id: string
  /** Which job of `startScheduler` does it. */
  name: string
  /** What makes it the same work when it is scheduled again: a business date, the id of what it is about. */
  jobKey: string
  /** Null where the key says it all. */
  payload: unknown
  /** Epoch ms; after a failure, when it is tried again. */
  dueAt: number
  state: 'due' | 'done' | 'dead'
  /** Begun since it was scheduled, or since it last went well; those of processes that died count, too. */
  attempts: number
  /** While somebody runs it, when others may take it over; else null. Epoch ms. */
  leaseUntil: number | null
  lastError: string | null
  /** When it became `done` or `dead`. Epoch ms. */
  finishedAt: number | null
}

export const JobTable = new EntitySchema<JobRow>({
  name: 'job',
  columns: {
    id,
    name: code,
    jobKey: code,
    payload: optional(json),
    dueAt: integer,
    state: code,
    attempts: integer,
    leaseUntil: optional(integer),
    lastError: optional(text),
    finishedAt: optional(integer),
  },
  uniques: [{ name: 'job_once', columns: ['name', 'jobKey'] }],
  indices: [{ name: 'job_due', columns: ['state', 'dueAt'] }],
})
