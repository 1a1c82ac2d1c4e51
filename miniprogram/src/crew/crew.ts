import { createCall } from '../hub/call.ts'
import type { Hub } from '../hub/hub.ts'
import { createTransport } from '../hub/transport'
import { platform } from '../platform'
import type { Place } from '../platform/types.ts'
import type { CrewCall } from './contract.ts'
import { createDesk, type Desk, forgetOthersAnswers } from './desk.ts'
import { onOnline } from './network'
import { onOtherTab } from './otherTabs'
import { createPhotoStore } from './photos/photoStore'
import { sendAs } from './session/crewSend.ts'
import { createCrewSession, type CrewSession } from './session/crewSession.ts'
import { keepShell } from './shell/keepShell'

/** Everything behind the crew's pages. */
export interface Crew {
  session: CrewSession
  /** Of who works with this phone; null while nobody does. */
  desk(): Desk | null
  /** Where the phone is, once its owner let it say so; it is not kept, and never sent. */
  place(): Place | null
  locate(): Promise<Place | null>
  /** They leave, and nothing of theirs stays. */
  logOut(): Promise<void>
  /** Hears of another person and of another place. Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const crews = new WeakMap<Hub, Crew>()

/** The one of this app. */
export function crewOf(hub: Hub): Crew {
  const crew = crews.get(hub) ?? createCrew(hub)
  crews.set(hub, crew)
  return crew
}

function createCrew({ storage, now, privacy }: Hub): Crew {
  const transport = createTransport()
  const photos = createPhotoStore()
  const session = createCrewSession({
    storage,
    carrier: platform.name === 'h5' ? 'cookie' : 'token',
    callAs: (proof) => createCall<CrewCall>(sendAs(transport, proof)),
  })
  const listeners = new Set<() => void>()
  let desk: Desk | null = null
  let place: Place | null = null

  function current(): Desk | null {
    const staffId = session.who()?.staffId ?? null
    if (desk?.staffId === staffId) return desk
    desk?.syncer.stop()
    desk = staffId === null ? null : createDesk({ storage, transport, session, photos, now }, staffId)
    if (staffId !== null) forgetOthersAnswers(storage, staffId)
    return desk
  }
  const changed = () => Array.from(listeners).forEach((listener) => listener())

  session.onChange(() => {
    const here = current()
    if (here && !session.hasEnded()) here.syncer.start()
    changed()
  })
  onOnline(() => {
    void session.leaveForGood()
    current()?.syncer.start()
  })
  onOtherTab(changed)
  void session.leaveForGood()
  keepShell()

  return {
    session,
    desk: current,
    place: () => place,
    async locate() {
      place = (await privacy.agreed()) ? await platform.locate() : null
      changed()
      return place
    },
    async logOut() {
      await current()?.clear()
      place = null
      await session.leave()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
