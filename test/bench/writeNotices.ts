import { systemClock as clock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { spreadOutageNotices } from '#core/outages/spreadOutageNotices.ts'
import { coreSchema } from '#core/schema.ts'
import { answerParent, orderOf } from './child.ts'

// The process that writes the notices of a stage.

export interface NoticesOrder {
  databaseUrl: string
  messageId: string
}

export interface NoticesResult {
  seconds: number
  cpuSeconds: number
  notices: number
}

const { databaseUrl, messageId } = orderOf<NoticesOrder>()
const database = await openDatabase(databaseUrl, coreSchema)

answerParent<'run', NoticesResult>(async () => {
  const begun = performance.now()
  const before = process.cpuUsage()
  await spreadOutageNotices({ database, clock }, messageId)
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(before)
  const [row]: { notices: number }[] = await database.read.query(
    'select count(*) as notices from notice where messageId = ?',
    [messageId],
  )
  await database.close()
  return { seconds, cpuSeconds: (user + system) / 1e6, notices: Number(row?.notices ?? 0) }
})
