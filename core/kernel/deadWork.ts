import type { Database } from './database.ts'
import { DomainError } from './domainError.ts'

/** Something that was tried as often as makes sense: a person has to look, mend, and try again. */
export interface DeadDelivery {
  id: string
  topic: string
  handler: string
  attempts: number
  lastError: string | null
  createdAt: number
}

export interface DeadJob {
  id: string
  job: string
  jobKey: string
  attempts: number
  lastError: string | null
  finishedAt: number | null
}

const most = 100

export const notDead = () => new DomainError('conflict', 'outbox.notDead', '这项任务不在失败状态，无需重试')

/** What failed for good, the newest first. */
export async function listDeadWork({ database }: { database: Database }): Promise<{
  deliveries: DeadDelivery[]
  jobs: DeadJob[]
}> {
  const deliveries: DeadDelivery[] = await database.read.query(
    `select d.id, e.topic, d.handler, d.attempts, d.lastError, e.createdAt
       from delivery d join event e on e.id = d.eventId where d.state = 'dead' order by d.id desc limit ${most}`,
  )
  const jobs: DeadJob[] = await database.read.query(
    `select id, name as job, jobKey, attempts, lastError, finishedAt
       from job where state = 'dead' order by id desc limit ${most}`,
  )
  return { deliveries, jobs }
}
