import type { Storage } from '../../hub/storage.ts'
import { codeOf, HubError } from '../../hub/hubError.ts'
import type { CrewCall } from '../contract.ts'

/** Whoever works with this phone. */
export interface Person {
  staffId: string
  login: string
  name: string
  /** Before anything else. */
  mustChangePassword: boolean
}

/**
 * Who works with this phone. They stay who they are when the hub does not know their session any more: what the phone
 * keeps of theirs is for their eyes until they log out, or somebody else logs in.
 */
export interface CrewSession {
  who(): Person | null
  /** The hub wants them to log in again before it hears from them. */
  hasEnded(): boolean
  /** Where no cookie carries the session: what proves it. */
  token(): string | null
  /** @throws HubError */
  logIn(login: string, password: string): Promise<Person>
  /** @throws HubError */
  changePassword(current: string, next: string): Promise<void>
  /** The hub did not take the session of this person. */
  end(staffId: string): void
  /** The person leaves. The hub is told now, or when it can be heard again. */
  leave(): Promise<void>
  /** Tells the hub of who has left without a network. */
  leaveForGood(): Promise<void>
  /** Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

interface Stored extends Person {
  ended: boolean
  token: string | null
}
const stored = 'crew.session'
const leaving = 'crew.leaving'

/**
 * `carrier` says what brings the session back to the hub: a browser's cookie, or a token by hand. `callAs` calls with a
 * session that is not, or no longer, the stored one.
 */
export function createCrewSession(deps: {
  storage: Storage
  carrier: 'cookie' | 'token'
  callAs: (proof: { staffId: string | null; token: string | null }) => CrewCall
}): CrewSession {
  const { storage, carrier, callAs } = deps
  const listeners = new Set<() => void>()
  const changed = () => Array.from(listeners).forEach((listener) => listener())
  // Always from the storage: another tab of the browser may have changed it.
  const current = () => asStored(storage.read(stored))

  function keep(session: Stored) {
    storage.write(stored, session)
    changed()
  }

  async function leaveForGood() {
    const left = storage.read(leaving)
    if (typeof left !== 'object' || left === null || !('token' in left)) return
    const token = typeof left.token === 'string' ? left.token : null
    const staffId = 'staffId' in left && typeof left.staffId === 'string' ? left.staffId : null
    try {
      await callAs({ staffId, token })('DELETE /api/staff/sessions/current')
    } catch (error) {
      if (!(error instanceof HubError) || error.problem?.status !== 401) return
    }
    storage.remove(leaving)
  }

  return {
    who: () => current(),
    hasEnded: () => current()?.ended ?? false,
    token: () => current()?.token ?? null,
    async logIn(login, password) {
      const given = await callAs({ staffId: null, token: null })('POST /api/staff/sessions', {
        body: { login, password, ...(carrier === 'token' && { carrier }) },
      }).catch(asWrongEntry)
      // A cookie of before is gone with this; a token has still to be given back.
      if (carrier === 'cookie') storage.remove(leaving)
      const { staffId, mustChangePassword, token = null } = given
      const before = current()
      const known = before?.staffId === staffId ? before.name : login
      const session = { staffId, login, name: known, mustChangePassword, token, ended: false }
      const me = await callAs(session)('GET /api/staff/me').catch(() => null)
      keep({ ...session, name: me?.name ?? known })
      return session
    },
    async changePassword(was, next) {
      const session = current()
      if (!session) return
      await callAs(session)('PUT /api/staff/me/password', { body: { current: was, next } })
      keep({ ...session, mustChangePassword: false })
    },
    end(staffId) {
      const session = current()
      if (session && session.staffId === staffId && !session.ended) keep({ ...session, ended: true })
    },
    async leave() {
      const session = current()
      if (!session) return
      storage.write(leaving, { staffId: session.staffId, token: session.token })
      storage.remove(stored)
      changed()
      await leaveForGood()
    },
    leaveForGood,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A wrong password is nothing that logging in again would help against. */
function asWrongEntry(error: unknown): never {
  if (error instanceof HubError && error.problem && codeOf(error) === 'staff.wrongLogin')
    throw new HubError({ ...error.problem, status: 422 }, error.message)
  throw error
}

function asStored(value: unknown): Stored | null {
  if (typeof value !== 'object' || value === null) return null
  const { staffId, login, name } = value as Partial<Stored>
  const whole = typeof staffId === 'string' && typeof login === 'string' && typeof name === 'string'
  return whole ? (value as Stored) : null
}
