import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { DomainError } from './domainError.ts'
import { placeholders } from './rows.ts'

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
const perStatement = 500

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

/** Has all dead deliveries of a topic tried again, from the beginning; resolves to how many there were. */
export function retryTopic({ database, clock }: { database: Database; clock: Clock }, topic: string): Promise<number> {
  return database.transaction(async (tx) => {
    const dead: { id: string }[] = await tx.query(
      "select d.id from delivery d join event e on e.id = d.eventId where d.state = 'dead' and e.topic = ?",
      [topic],
    )
    const ids = dead.map(({ id }) => id)
    for (let start = 0; start < ids.length; start += perStatement) {
      const some = ids.slice(start, start + perStatement)
      await tx.query(
        `update delivery set state = 'due', attempts = 0, dueAt = ? where state = 'dead' and id in ${placeholders(some)}`,
        [clock(), ...some],
      )
    }
    return ids.length
  })
}
