import type { WorkOrderKind } from '../../hub/contract.ts'

/** A photo whose bytes the phone keeps until the hub has it in the work order. */
export interface KeptPhoto {
  /** By which the phone finds its bytes. */
  ref: string
  /** What the hub called it, once it has taken it; only this one is ever named to the hub. */
  uploadId: string | null
}
export type Side = 'before' | 'after'

/** What was done, as it is written and photographed. */
export interface Report {
  result: string
  before: readonly KeptPhoto[]
  after: readonly KeptPhoto[]
}

/** Why the hub did not take an act. */
export interface Reason {
  code: string
  /** What happened, and what can be done about it. */
  words: string
}

/**
 * `waiting`: has never left the phone. `unsure`: was sent, and nobody knows yet whether it arrived. `refused`: the hub
 * has heard it and says no. `done`: the hub has it, since `at`, epoch ms.
 */
export type Sending =
  | { state: 'waiting' }
  | { state: 'unsure' }
  | { state: 'refused'; reason: Reason }
  | { state: 'done'; at: number }

/** An act that is on its way to the hub. */
export interface Errand {
  /** Chosen once, when somebody pressed the button: however often it is sent, it is one act. */
  id: string
  /** When the button was pressed, epoch ms. */
  at: number
  sending: Sending
}
export interface FinishErrand extends Errand {
  report: Report
}
export type Act = 'accept' | 'finish'

/** What this phone has to do with one work order. */
export interface Work {
  orderId: string
  /** To name it by, also where it is not to be seen any more. */
  number: string
  kind: WorkOrderKind
  place: string
  accept: Errand | null
  /** It has the report; then there is no draft. */
  finish: FinishErrand | null
  draft: Report | null
}

export type Change =
  /** Accepting, under an id that is used if it is the first time. */
  | { type: 'accept'; id: string; at: number }
  | { type: 'write'; result: string }
  | { type: 'addPhoto'; side: Side; ref: string }
  | { type: 'removePhoto'; ref: string }
  | { type: 'finish'; id: string; at: number }
  /** About to leave the phone. */
  | { type: 'sent'; act: Act }
  | { type: 'uploaded'; ref: string; uploadId: string }
  /** The hub does not have the photos any more. */
  | { type: 'photosGone' }
  | { type: 'done'; act: Act; at: number }
  | { type: 'refused'; act: Act; reason: Reason }
  /** The crew wants it sent once more. */
  | { type: 'again'; act: Act }
  /** The crew takes back what never left the phone, or was refused: a report becomes a draft again. */
  | { type: 'withdraw'; act: Act }
  /** The crew lets go of everything that the hub cannot have. */
  | { type: 'discard' }
  /** What the hub has done is forgotten. */
  | { type: 'tidy' }

export const mostPhotos = 9
const emptyReport: Report = { result: '', before: [], after: [] }

export const newWork = ({
  id,
  number,
  kind,
  place,
}: Pick<Work, 'number' | 'kind' | 'place'> & { id: string }): Work => ({
  orderId: id,
  number,
  kind,
  place,
  accept: null,
  finish: null,
  draft: null,
})

/** Everything may be asked at any time and any number of times: what makes no sense now leaves the work as it is. */
export function change(work: Work, step: Change): Work {
  const { accept, draft } = work
  // What the hub has done does not stand in the way of doing it anew, as when it was given back or reopened.
  const finish = isDone(work.finish) ? null : work.finish
  switch (step.type) {
    case 'accept':
      return accept && !isDone(accept) ? work : { ...work, finish, accept: waiting(step) }
    case 'write':
      return finish ? work : { ...work, draft: { ...(draft ?? emptyReport), result: step.result } }
    case 'addPhoto':
      return finish ? work : { ...work, draft: withPhoto(draft ?? emptyReport, step.side, step.ref) }
    case 'removePhoto':
      return draft
        ? { ...work, draft: onBothSides(draft, (photos) => photos.filter(({ ref }) => ref !== step.ref)) }
        : work
    case 'finish':
      if (finish || !draft || draft.result.trim() === '') return work
      return { ...work, draft: null, finish: { ...waiting(step), report: draft } }
    case 'uploaded':
      return inReport(work, (photo) => (photo.ref === step.ref ? { ...photo, uploadId: step.uploadId } : photo))
    case 'photosGone':
      return inReport(work, (photo) => ({ ...photo, uploadId: null }))
    case 'sent':
      return become(work, step.act, ({ state }) => state === 'waiting', { state: 'unsure' })
    case 'done':
      return become(work, step.act, ({ state }) => state !== 'done', { state: 'done', at: step.at })
    case 'refused':
      return become(work, step.act, isUnderWay, { state: 'refused', reason: step.reason })
    case 'again':
      return become(work, step.act, ({ state }) => state === 'refused', { state: 'waiting' })
    case 'withdraw':
      return withdraw(work, step.act)
    case 'discard':
      return { ...work, accept: mayGo(accept) ? null : accept, finish: mayGo(finish) ? null : work.finish, draft: null }
    case 'tidy':
      return isDone(accept) || isDone(work.finish) ? { ...work, accept: isDone(accept) ? null : accept, finish } : work
  }
}

const waiting = ({ id, at }: { id: string; at: number }): Errand => ({ id, at, sending: { state: 'waiting' } })
const isUnderWay = ({ state }: Sending) => state === 'waiting' || state === 'unsure'
const isDone = (errand: Errand | null) => errand?.sending.state === 'done'
/** Whether the hub can have nothing of it. */
export const mayGo = (errand: Errand | null): boolean =>
  errand !== null && (errand.sending.state === 'waiting' || errand.sending.state === 'refused')

function become(work: Work, act: Act, from: (sending: Sending) => boolean, sending: Sending): Work {
  const errand = work[act]
  return errand && from(errand.sending) ? { ...work, [act]: { ...errand, sending } } : work
}

/** Nobody finishes what they do not accept: with the acceptance the report comes back, too. */
function withdraw(work: Work, act: Act): Work {
  const { accept, finish } = work
  if (!mayGo(work[act])) return work
  const back = finish && mayGo(finish) ? { finish: null, draft: finish.report } : {}
  return { ...work, ...back, accept: act === 'accept' ? null : accept }
}

const onBothSides = (report: Report, of: (photos: readonly KeptPhoto[]) => readonly KeptPhoto[]): Report => ({
  ...report,
  before: of(report.before),
  after: of(report.after),
})

function withPhoto(report: Report, side: Side, ref: string): Report {
  const photos = report[side]
  return photos.length >= mostPhotos ? report : { ...report, [side]: [...photos, { ref, uploadId: null }] }
}

function inReport(work: Work, of: (photo: KeptPhoto) => KeptPhoto): Work {
  const { finish } = work
  return finish ? { ...work, finish: { ...finish, report: onBothSides(finish.report, (all) => all.map(of)) } } : work
}

/** Nothing of it is left to be kept. */
export const isEmpty = ({ accept, finish, draft }: Work): boolean =>
  accept === null && finish === null && (draft === null || isBlank(draft))
const isBlank = ({ result, before, after }: Report) => result.trim() === '' && before.length + after.length === 0

export const photosOf = ({ before, after }: Report): KeptPhoto[] => [...before, ...after]
/** What the phone has to keep the bytes of. */
export const refsOf = ({ finish, draft }: Work): string[] =>
  [...(finish && !isDone(finish) ? photosOf(finish.report) : []), ...(draft ? photosOf(draft) : [])].map(
    ({ ref }) => ref,
  )

/** What is to be sent next. A report waits for its acceptance. */
export function nextAct({ accept, finish }: Work): Act | null {
  if (accept && isUnderWay(accept.sending)) return 'accept'
  if (accept && !isDone(accept)) return null
  return finish && isUnderWay(finish.sending) ? 'finish' : null
}

/** What would be lost with the phone: acts that the hub does not have, and what is being written. */
export const unsentOf = ({ accept, finish, draft }: Work): number =>
  [accept, finish].filter((errand) => errand && !isDone(errand)).length + (draft && !isBlank(draft) ? 1 : 0)

export const isRefused = ({ accept, finish }: Work): boolean =>
  [accept, finish].some((errand) => errand?.sending.state === 'refused')
