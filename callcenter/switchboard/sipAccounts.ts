import { randomBytes } from 'node:crypto'
import type { Ari } from '#callcenter/ari/connection.ts'
import { exchangeUnavailable } from '#core/calls/calls.errors.ts'
import { sipRealm } from '#core/seats/openSoftphone.ts'

// Softphones' accounts lie in Asterisk's memory alone, made over ARI: a restart forgets them, and pages ask for new ones.

const path = (kind: 'auth' | 'aor' | 'endpoint', seat: string) => `/asterisk/config/dynamic/res_pjsip/${kind}/${seat}`
const fields = (values: Readonly<Record<string, string>>) => ({
  fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })),
})

/** Lets the seat register by this `MD5(user:realm:password)`; an earlier password is refused at once. */
export async function openSipAccount(ari: Ari, seat: string, md5Credential: string): Promise<void> {
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
export const closeSipAccount = async (ari: Ari, seat: string): Promise<void> =>
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
