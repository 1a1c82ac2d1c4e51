import type { outboxRoutes } from '#core/contract/outbox.ts'
import { listDeadWork, notDead, retryTopic } from '#core/kernel/deadWork.ts'
import { retryDelivery } from '#core/kernel/outbox.ts'
import { retryJob } from '#core/kernel/schedule.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { requirePermissionAt, type StaffPrincipal } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffOutbox: Handlers<typeof outboxRoutes, Deps> = {
  'GET /api/staff/outbox/dead': ({ principal }, deps) => {
    requireOutbox(principal)
    return listDeadWork(deps)
  },
  'POST /api/staff/outbox/deliveries/:deliveryId/retry': async ({ principal, actor, params }, deps) => {
    requireOutbox(principal)
    if (!(await retryDelivery(deps, params.deliveryId))) throw notDead()
    await auditRetry(deps, actor, 'delivery', params.deliveryId)
  },
  'POST /api/staff/outbox/topic-retries': async ({ principal, actor, body }, deps) => {
    requireOutbox(principal)
    const retried = await retryTopic(deps, body.topic)
    if (retried === 0) throw notDead()
    await auditRetry(deps, actor, 'topic', body.topic)
    return { retried }
  },
  'POST /api/staff/outbox/jobs/:jobId/retry': async ({ principal, actor, params }, deps) => {
    requireOutbox(principal)
    if (!(await retryJob(deps, params.jobId))) throw notDead()
    await auditRetry(deps, actor, 'job', params.jobId)
  },
}

/** What failed is of no unit: it names accounts and residents of all of them. */
const requireOutbox = (principal: StaffPrincipal) => requirePermissionAt(principal, 'outbox.manage', rootPath)

const auditRetry = ({ database, clock }: Deps, actor: Actor, kind: string, id: string) =>
  database.transaction((tx) => recordAudit(tx, actor, { action: 'outbox.retried', subject: { kind, id } }, clock()))
