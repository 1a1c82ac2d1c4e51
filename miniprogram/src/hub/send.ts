import type { Outgoing } from '@contract/client.ts'
import type { Send } from './call.ts'
import { refusalOf } from './hubError.ts'
import type { Session } from './session.ts'

export interface Reply {
  status: number
  /** Parsed where it is JSON, else bytes. */
  body: unknown
}

/** Carries one request over the network. @throws HubError without a problem when it does not come through */
export type Transport = (request: Outgoing & { headers: Readonly<Record<string, string>> }) => Promise<Reply>

/** Without anybody's token. */
export const createPlainSend =
  (transport: Transport): Send =>
  async (request) =>
    bodyOf(await transport({ ...request, headers: {} }))

/** With the token of who is logged in, renewed once when the hub does not take it. @throws HubError */
export const createSend =
  (transport: Transport, session: Session): Send =>
  async (request) => {
    const token = await session.accessToken()
    const reply = await transport({ ...request, headers: withToken(token) })
    if (reply.status !== 401 || token === null) return bodyOf(reply)
    const renewed = await session.renew(token)
    if (renewed === null) return bodyOf(reply)
    return bodyOf(await transport({ ...request, headers: withToken(renewed) }))
  }

const withToken = (token: string | null): Record<string, string> =>
  token === null ? {} : { Authorization: `Bearer ${token}` }

function bodyOf({ status, body }: Reply): unknown {
  if (status === 204) return undefined
  if (status >= 200 && status < 300) return body
  throw refusalOf(status, body)
}
