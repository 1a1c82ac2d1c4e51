import { createBillingRunJob } from '#core/billing/continueBillingRun.ts'
import { publish } from '#core/kernel/event.ts'
import { daily, every, holding, type Job } from '#core/kernel/job.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { purgeDoneWork } from '#core/kernel/purgeDoneWork.ts'
import { ledgerDrifted } from '#core/ledger/ledger.events.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import { createSendJob } from '#core/notices/sendNotices.ts'
import { createOutageNoticesJob } from '#core/outages/spreadOutageNotices.ts'
import { purgeNonces } from '#core/partners/purgeNonces.ts'
import { pollPayments } from '#core/payments/pollPayments.ts'
import { purgeRefreshTokens } from '#core/residents/purgeRefreshTokens.ts'
import { purgeSessions } from '#core/staff/purgeSessions.ts'
import { purgeUploads } from '#core/uploads/purgeUploads.ts'
import { purgeVoicemails } from '#core/voicemails/purgeVoicemails.ts'
import { pollInvoices } from '#invoices/issuing/pollInvoices.ts'
import { purgeMisses } from '#knowledge/articles/searchMiss.ts'
import type { Deps } from './deps.ts'

const pollMs = 5_000
const purgeMs = 10 * 60_000

export type JobDeps = Pick<
  Deps,
  'database' | 'clock' | 'numbers' | 'channels' | 'sms' | 'blobStore' | 'taxPlatform'
> & {
  logger: Logger
}

/** The hub's timed work. */
export function createJobs(deps: JobDeps): Job[] {
  const { database, clock, logger, taxPlatform } = deps
  return [
    createBillingRunJob(deps),
    createOutageNoticesJob(deps),
    createSendJob(deps),
    every('uploads.purge', purgeMs, async ({ signal }) => void (await purgeUploads(deps, signal))),
    every('partners.purgeNonces', purgeMs, async () => void (await purgeNonces(deps))),
    every('payments.poll', pollMs, async (context) => {
      await pollPayments(deps, holding(context))
      context.signal.throwIfAborted()
    }),
    ...(taxPlatform === null
      ? []
      : [
          every('invoices.poll', pollMs, async (context) => {
            await pollInvoices({ ...deps, taxPlatform }, holding(context))
            context.signal.throwIfAborted()
          }),
        ]),
    daily('ledger.reconcile', '03:10', async (date) => {
      const { balanced, drifts } = await reconcileLedger(deps)
      if (balanced) return
      logger.error({ date, drifts: drifts.slice(0, 10) }, 'the books do not agree')
      await database.transaction((tx) => publish(tx, ledgerDrifted, { date, drifts: drifts.length }, clock()))
    }),
    daily('residents.purgeTokens', '02:45', async () => void (await purgeRefreshTokens(deps))),
    daily('staff.purgeSessions', '02:50', () => purgeSessions(deps)),
    daily('voicemails.purge', '03:00', async (_, { signal }) => void (await purgeVoicemails(deps, signal))),
    daily('kernel.purgeDoneWork', '03:05', async (_, { signal }) => void (await purgeDoneWork(deps, signal))),
    daily('articles.purgeMisses', '02:55', () => purgeMisses(deps)),
  ]
}
