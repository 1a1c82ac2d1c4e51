import { type Answers, createAnswers } from '../hub/answers.ts'
import { createCall } from '../hub/call.ts'
import type { Transport } from '../hub/send.ts'
import type { Storage } from '../hub/storage.ts'
import type { CrewCall, Order } from './contract.ts'
import { alone } from './outbox/alone'
import { sendAll } from './outbox/sync.ts'
import { createSyncer, type Syncer } from './outbox/syncer.ts'
import { photosOf, refsOf, unsentOf, type Work } from './outbox/work.ts'
import { createWorks, type Works } from './outbox/works.ts'
import type { PhotoStore } from './photos/types.ts'
import { createCrewSend } from './session/crewSend.ts'
import type { CrewSession } from './session/crewSession.ts'
import { scopedStorage } from './session/scopedStorage.ts'

/** Everything of one person on this phone: what they know, what they do, what is on its way. Nobody else's is in it. */
export interface Desk {
  staffId: string
  call: CrewCall
  answers: Answers
  works: Works
  syncer: Syncer
  photos: PhotoStore
  /** How much would be lost with the phone. */
  unsent(): number
  /** Nothing of theirs stays on the phone. */
  clear(): Promise<void>
}

const keptMs = 24 * 3_600_000
const prefixOf = (staffId: string) => `crew.${staffId}.`

export function createDesk(
  deps: { storage: Storage; transport: Transport; session: CrewSession; photos: PhotoStore; now: () => number },
  staffId: string,
): Desk {
  const { transport, session, photos, now } = deps
  const storage = scopedStorage(deps.storage, prefixOf(staffId))
  const answers = createAnswers(storage, now)
  const works = createWorks(storage)
  const proof = () =>
    session.who()?.staffId === staffId ? { staffId, token: session.token() } : { staffId: null, token: null }
  const call = createCall<CrewCall>(createCrewSend(transport, proof, session.end))

  function heard(order: Order) {
    answers.outdate()
    answers.keep(orderName(order.id), order, answers.edition())
    void dropSent(works.of(order.id))
  }
  /** What the hub has, the phone need not keep. */
  async function dropSent(work: Work | null) {
    if (work?.finish?.sending.state !== 'done') return
    const needed = new Set(refsOf(work))
    await photos.drop(photosOf(work.finish.report).flatMap(({ ref }) => (needed.has(ref) ? [] : ref)))
  }
  /** Forgets, a day later, what the hub has done. */
  function tidy() {
    for (const work of works.all()) {
      void dropSent(work)
      const { accept, finish } = work
      const old = [accept, finish].every(
        (errand) => !errand || (errand.sending.state === 'done' && errand.sending.at < now() - keptMs),
      )
      if (old) works.change({ ...work, id: work.orderId }, { type: 'tidy' })
    }
  }

  const syncer = createSyncer({
    round: () =>
      session.who()?.staffId === staffId ? sendAll({ works, photos, call, staffId, now, heard }) : loggedOut(),
    alone,
    later(work, ms) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
  tidy()
  return {
    staffId,
    call,
    answers,
    works,
    syncer,
    photos,
    unsent: () => works.all().reduce((sum, work) => sum + unsentOf(work), 0),
    async clear() {
      syncer.stop()
      const refs = works.all().flatMap(refsOf)
      works.forget()
      storage.names().forEach((name) => storage.remove(name))
      await photos.drop(refs)
    },
  }
}

const loggedOut = () => Promise.resolve({ end: 'logIn' } as const)

/** Under which a work order's answer is kept. */
export const orderName = (orderId: string): string => `order.${orderId}`

/** Of what the hub has told others who worked with this phone, nothing stays; what they have not sent yet waits for them. */
export function forgetOthersAnswers(storage: Storage, staffId: string): void {
  for (const name of storage.names()) {
    if (/^crew\.[^.]+\.answer\./.test(name) && !name.startsWith(prefixOf(staffId))) storage.remove(name)
  }
}
