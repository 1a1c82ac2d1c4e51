import type { CrewCall, Order } from '../contract.ts'
import { codeOf } from '../../hub/hubError.ts'
import { type Verdict, verdictOn } from './verdict.ts'
import { type Act, type Change, type FinishErrand, nextAct, photosOf, type Reason, type Work } from './work.ts'
import type { Works } from './works.ts'

/** The bytes of photos on this phone. */
export interface PhotoBytes {
  /** Null when the phone has lost them. */
  bytes(ref: string): Promise<Uint8Array | null>
}

export interface SyncDeps {
  works: Works
  photos: PhotoBytes
  call: CrewCall
  staffId: string
  now: () => number
  /** What the hub says of a work order after an act. */
  heard: (order: Order) => void
}

/** How a round of sending ended. `again`: the network, or the hub, has still to come back, if known after so long. */
export type Round = { end: 'all' } | { end: 'logIn' } | { end: 'again'; afterMs: number | null; words: string }

/**
 * Sends what waits, each work order's acts in their sequence, the oldest first. Before anything leaves the phone that is
 * written down, and so is every answer: wherever it breaks off, the next round goes on from there, with the same ids.
 */
export async function sendAll(deps: SyncDeps): Promise<Round> {
  const refused = new Set<string>()
  for (;;) {
    const work = oldest(deps.works.all().filter(({ orderId }) => !refused.has(orderId)))
    if (!work) return { end: 'all' }
    const verdict = await sendOne(deps, work)
    if (verdict?.kind === 'again') return { end: 'again', afterMs: verdict.afterMs, words: verdict.words }
    if (verdict?.kind === 'logIn') return { end: 'logIn' }
    // One that is refused does not keep the others back.
    if (verdict?.kind === 'refused') refused.add(work.orderId)
  }
}

function oldest(works: readonly Work[]): Work | null {
  const at = (work: Work) => work[nextAct(work) ?? 'accept']?.at ?? 0
  const [first] = works.filter((work) => nextAct(work) !== null).sort((one, other) => at(one) - at(other))
  return first ?? null
}

async function sendOne(deps: SyncDeps, work: Work): Promise<Verdict | null> {
  const { works, now, heard, staffId } = deps
  const act = nextAct(work)
  if (!act) return null
  const note = (step: Change) => works.change({ ...work, id: work.orderId }, step)
  try {
    const order = act === 'accept' ? await accept(deps, work.orderId, note) : await finish(deps, work.orderId, note)
    if (order) {
      note({ type: 'done', act, at: now() })
      heard(order)
    }
    return null
  } catch (error) {
    const verdict = error instanceof BadPhoto ? { kind: 'refused' as const, reason: error.reason } : verdictOn(error)
    if (verdict.kind !== 'refused') return verdict
    const order = await lookAgain(deps, work)
    if (order && isDoneAlready(act, order, staffId)) note({ type: 'done', act, at: now() })
    else note({ type: 'refused', act, reason: withName(verdict.reason, order, staffId) })
    if (order) heard(order)
    return verdict
  }
}

type Note = (step: Change) => Work

/** Null: it was taken back before it left the phone. */
async function accept({ call }: SyncDeps, workOrderId: string, note: Note): Promise<Order | null> {
  const { accept: errand } = note({ type: 'sent', act: 'accept' })
  if (!errand) return null
  return call('POST /api/staff/work-orders/:workOrderId/acceptance', {
    params: { workOrderId },
    body: { id: errand.id },
  })
}

/** The photos, then what was done. Null: it was taken back meanwhile. */
async function finish(deps: SyncDeps, workOrderId: string, note: Note): Promise<Order | null> {
  const { works, call } = deps
  const current = () => works.of(workOrderId)?.finish ?? null
  let renewed = false
  for (;;) {
    const errand = current()
    if (!errand) return null
    const missing = photosOf(errand.report).findIndex(({ uploadId }) => uploadId === null)
    if (missing >= 0) {
      await sendPhoto(deps, errand, missing, note)
      continue
    }
    note({ type: 'sent', act: 'finish' })
    const { result, before, after } = errand.report
    const ids = (photos: typeof before) => photos.flatMap(({ uploadId }) => uploadId ?? [])
    const body = { id: errand.id, result: result.trim(), beforePhotoIds: ids(before), photoIds: ids(after) }
    try {
      return await call('POST /api/staff/work-orders/:workOrderId/completion', { params: { workOrderId }, body })
    } catch (error) {
      // The hub keeps photos that belong to nothing for a day only.
      if (codeOf(error) !== 'upload.unknown' || renewed) throw error
      renewed = true
      note({ type: 'photosGone' })
    }
  }
}

/** One whose answer is lost is sent again; the work order never hears of the one that nobody has a name for. */
async function sendPhoto({ photos, call }: SyncDeps, { report }: FinishErrand, index: number, note: Note) {
  const photo = photosOf(report)[index]
  if (!photo) return
  const which =
    index < report.before.length ? `处理前照片 ${index + 1}` : `处理后照片 ${index - report.before.length + 1}`
  const bytes = await photos.bytes(photo.ref)
  if (!bytes) throw new BadPhoto({ code: 'phone.photoLost', words: `${which}在手机里找不到了，请取回修改，重新拍` })
  const { id } = await call('POST /api/staff/uploads', { body: bytes }).catch((error: unknown) => {
    const verdict = verdictOn(error)
    if (verdict.kind !== 'refused') throw error
    throw new BadPhoto({ ...verdict.reason, words: `${which}：${verdict.reason.words}` })
  })
  note({ type: 'uploaded', ref: photo.ref, uploadId: id })
}

/** A photo that will not get there, however often it is sent. */
class BadPhoto extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(reason.code)
    this.reason = reason
  }
}

/** What has become of it: null where it is not to be seen any more, or not now. */
const lookAgain = ({ call }: SyncDeps, { orderId }: Work): Promise<Order | null> =>
  call('GET /api/staff/work-orders/:workOrderId', { params: { workOrderId: orderId } }).catch(() => null)

/** Accepted by the same person at another place. */
const isDoneAlready = (act: Act, { state, staffId }: Order, me: string) =>
  act === 'accept' && staffId === me && (state === 'accepted' || state === 'finished')

/** Says whose it is now, where that is why. */
function withName(reason: Reason, order: Order | null, me: string): Reason {
  if (!order || order.staffName === null || order.staffId === me) return reason
  const isTheirs =
    reason.code === 'workOrder.anothers' || (reason.code === 'workOrder.stateWrong' && order.state === 'accepted')
  return isTheirs ? { ...reason, words: `这个工单已经由 ${order.staffName} 处理` } : reason
}
