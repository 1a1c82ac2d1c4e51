import { randomBytes } from 'node:crypto'
import type { Ari } from '#callcenter/ari/connection.ts'
import { exchangeUnavailable } from '#core/calls/calls.errors.ts'
import type { Database } from '#core/kernel/database.ts'
import { sipRealm } from '#core/seats/openSoftphone.ts'
import { SeatTable } from '#core/seats/seat.table.ts'

// Softphones' accounts lie in Asterisk's memory alone, made over ARI: a restart forgets them, and pages ask for new ones.

const path = (kind: 'auth' | 'aor' | 'endpoint', seat: string) => `/asterisk/config/dynamic/res_pjsip/${kind}/${seat}`
const fields = (values: Readonly<Record<string, string>>) => ({
  fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })),
})

interface SipAccountsDeps {
  ari: Ari
  database: Database
  onFailure(error: unknown): void
}

/** The passwords of the seats, opened and ended one after the other for each seat. */
export interface SipAccounts {
  /** Lets the seat register by this `MD5(user:realm:password)`; an earlier password is refused at once. */
  open(seat: string, md5Credential: string): Promise<void>
  /** Ends the password of a seat that was left, unless somebody has taken the seat since. */
  close(seat: string): Promise<void>
  /** The same with the next `settle`, and the one after that where it fails. */
  owe(seat: string): void
  /** Owes it for all seats that are nobody's, and that the exchange has an account of: who left them may not be known. */
  oweFreeSeats(): Promise<void>
  settle(): Promise<void>
}

export function createSipAccounts({ ari, database, onFailure }: SipAccountsDeps): SipAccounts {
  const owed = new Set<string>()
  const turns = new Map<string, Promise<void>>()

  function inTurn(seat: string, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(seat) ?? Promise.resolve()).then(work)
    turns.set(
      seat,
      turn.catch(() => undefined),
    )
    return turn
  }

  // Whoever takes the seat has it before the account is opened: an opening that comes meanwhile waits for its turn.
  const close = (seat: string) =>
    inTurn(seat, async () => {
      const found = await database.read.findOneBy(SeatTable, { seat })
      if ((found?.staffId ?? null) === null) await closeSipAccount(ari, seat)
      owed.delete(seat)
    })

  return {
    open: (seat, md5Credential) => inTurn(seat, () => openSipAccount(ari, seat, md5Credential)),
    close,
    owe: (seat) => void owed.add(seat),
    async oweFreeSeats() {
      const listed = await ari.request('GET', '/endpoints/PJSIP')
      const known = new Set((listed.ok ? (listed.body as { resource: string }[]) : []).map(({ resource }) => resource))
      for (const { seat, staffId } of await database.read.find(SeatTable)) {
        if (staffId === null && known.has(seat)) owed.add(seat)
      }
    },
    async settle() {
      try {
        for (const seat of owed) await close(seat)
      } catch (error) {
        onFailure(error)
      }
    },
  }
}

async function openSipAccount(ari: Ari, seat: string, md5Credential: string): Promise<void> {
  await put(ari, path('auth', seat), {
    auth_type: 'md5',
    username: seat,
    realm: sipRealm,
    md5_cred: md5Credential,
  })
  await put(ari, path('aor', seat), { max_contacts: '1', remove_existing: 'yes', qualify_frequency: '15' })
  // Attributes are set in their sequence: `disallow` before `allow`.
  await put(ari, path('endpoint', seat), {
    webrtc: 'yes',
    context: 'seats',
    disallow: 'all',
    allow: 'opus,alaw',
    direct_media: 'no',
    rtp_timeout: '30',
    auth: seat,
    aors: seat,
  })
}

/** By a password that nobody has. Without its `auth`, a REGISTER were an error of Asterisk's instead of a refusal. */
const closeSipAccount = async (ari: Ari, seat: string): Promise<void> =>
  put(ari, path('auth', seat), {
    auth_type: 'md5',
    username: seat,
    realm: sipRealm,
    md5_cred: randomBytes(16).toString('hex'),
  })

async function put(ari: Ari, at: string, values: Readonly<Record<string, string>>) {
  const answer = await ari.request('PUT', at, { body: fields(values) })
  if (!answer.ok) throw exchangeUnavailable()
}
