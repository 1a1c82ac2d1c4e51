import type { WorkOrderState } from '../../hub/contract.ts'
import type { ListedOrder } from '../contract.ts'
import type { Errand, Work } from '../outbox/work.ts'

/** Where a work order stands for whoever works with this phone: what the hub last said, and what was done here since. */
export interface Standing {
  state: WorkOrderState
  /** Of what was last done here, whether the hub has it. */
  errand: Errand | null
  mayAccept: boolean
  /** May write and photograph what is being done, and finish it. */
  mayReport: boolean
}

/** `at` is when the hub said so, epoch ms. */
export function standingOf(
  order: Pick<ListedOrder, 'state' | 'staffId'>,
  at: number,
  work: Work | null,
  me: string,
): Standing {
  const accept = current(work?.accept ?? null, at)
  const finish = current(work?.finish ?? null, at)
  const open = order.state === 'dispatched' || order.state === 'reopened'
  const mine = order.state === 'accepted' && order.staffId === me
  // A report waits for its acceptance.
  if (accept && isRefused(accept)) return { state: order.state, errand: accept, mayAccept: false, mayReport: false }
  if (finish && !isRefused(finish)) return { state: 'finished', errand: finish, mayAccept: false, mayReport: false }
  const accepted = mine || accept !== null
  // What the hub has had is said for as long as it is so.
  const errand =
    finish ?? accept ?? (mine ? (work?.accept ?? null) : order.state === 'finished' ? (work?.finish ?? null) : null)
  const others = order.state === 'dispatched' && order.staffId !== null && order.staffId !== me
  return {
    state: accepted ? 'accepted' : order.state,
    errand,
    mayAccept: open && !others && accept === null,
    mayReport: accepted && finish === null,
  }
}

/** What the hub has had before it said how things are, is in what it said. */
const current = (errand: Errand | null, at: number) =>
  errand?.sending.state === 'done' && errand.sending.at < at ? null : errand

const isRefused = ({ sending }: Errand) => sending.state === 'refused'

export const stateNames: Readonly<Record<WorkOrderState, string>> = {
  reported: '待派单',
  dispatched: '待接单',
  accepted: '处理中',
  finished: '已完工',
  closed: '已办结',
  cancelled: '已撤销',
  reopened: '要再处理',
}

/** Of an act that was done here: whether the hub has it. */
export function markOf({ sending }: Errand): { words: string; tone: 'danger' | 'warning' | 'good' } {
  if (sending.state === 'refused') return { words: '同步失败', tone: 'danger' }
  return sending.state === 'done' ? { words: '已同步', tone: 'good' } : { words: '待同步', tone: 'warning' }
}
