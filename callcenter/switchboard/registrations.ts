import type { Ari } from '#callcenter/ari/connection.ts'
import type { AriEvent } from '#callcenter/ari/events.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { noteContact } from '#core/seats/noteContact.ts'
import type { Seat } from '#core/seats/seat.ts'
import { SeatTable } from '#core/seats/seat.table.ts'
import { contactOf } from './names.ts'

interface RegistrationDeps {
  database: Database
  clock: Clock
  /** `reloaded`: another page than before has registered. */
  onChange(seat: Seat): void
  onFailure(error: unknown): void
}

/** Which softphones can be rung: what Asterisk tells, kept in the seats. */
export interface Registrations {
  hear(event: Extract<AriEvent, { type: 'ContactStatusChange' }>): void
  isRegistered(seat: string, contact: string): boolean
  /** After a connect: who came and went meanwhile is in Asterisk's list. */
  catchUp(ari: Ari): Promise<void>
}

export function createRegistrations({ database, clock, onChange, onFailure }: RegistrationDeps): Registrations {
  const contacts = new Map<string, string>()
  const turns = new Map<string, Promise<void>>()

  /** One after the other for each seat: who is gone may have come back already. */
  function note(seat: string, contact: string | null, only?: string): Promise<void> {
    const turn = after(turns.get(seat))
    async function after(earlier: Promise<void> | undefined) {
      await earlier
      const noted = await noteContact({ database, clock }, seat, contact, only)
      if (noted) onChange(noted.after)
    }
    turns.set(
      seat,
      turn.catch((error: unknown) => onFailure(error)),
    )
    return turn
  }

  return {
    hear({ contact_info: { aor, uri, contact_status: status }, endpoint }) {
      const contact = contactOf(uri)
      const gone = status === 'Removed' || status === 'Unreachable'
      // Before its first answer to a qualify, a contact is there and the endpoint is not.
      const there = status === 'Reachable' || (!gone && endpoint.state === 'online')
      if (gone && contacts.get(aor) === contact) contacts.delete(aor)
      if (there) contacts.set(aor, contact)
      if (gone) note(aor, null, contact).catch(() => undefined)
      else if (there) note(aor, contact).catch(() => undefined)
    },
    isRegistered: (seat, contact) => contacts.get(seat) === contact,
    async catchUp(ari) {
      const listed = await ari.request('GET', '/endpoints/PJSIP')
      const endpoints = listed.ok ? (listed.body as { resource: string; state: string }[]) : []
      const online = new Set(endpoints.filter(({ state }) => state === 'online').map(({ resource }) => resource))
      for (const { seat, contact, staffId } of await database.read.find(SeatTable)) {
        if (!online.has(seat)) {
          contacts.delete(seat)
          if (contact !== null) await note(seat, null)
        } else if (contact !== null) contacts.set(seat, contact)
        else if (staffId !== null && !contacts.has(seat)) {
          // Came while nobody listened: its name is told with its next change, that it is there is known.
          contacts.set(seat, 'unnamed')
          await note(seat, 'unnamed')
        }
      }
    },
  }
}
