import type { Send } from '../../hub/call.ts'
import { HubError, refusalOf } from '../../hub/hubError.ts'
import type { Transport } from '../../hub/send.ts'

/** Whose request it is; the token is null where a cookie carries the session. */
export interface Proof {
  staffId: string | null
  token: string | null
}

/**
 * Sends for this person and for nobody else: the hub refuses what comes with the session of another, as when somebody
 * else has logged in to the console in the same browser. @throws HubError
 */
export const sendAs =
  (transport: Transport, { staffId, token }: Proof): Send =>
  async (request) => {
    const headers = {
      ...(staffId !== null && { 'Staff-Id': staffId }),
      ...(token !== null && { Authorization: `Bearer ${token}` }),
    }
    const { status, body } = await transport({ ...request, headers })
    if (status === 204) return undefined
    if (status >= 200 && status < 300) return body
    throw refusalOf(status, body)
  }

/** The same for who works with this phone; `ended` hears that the hub wants them to log in again. @throws HubError */
export const createCrewSend =
  (transport: Transport, proof: () => Proof, ended: (staffId: string) => void): Send =>
  async (request) => {
    const given = proof()
    if (given.staffId === null) throw logInFirst()
    try {
      return await sendAs(transport, given)(request)
    } catch (error) {
      if (error instanceof HubError && error.problem?.status === 401) ended(given.staffId)
      throw error
    }
  }

const logInFirst = () => new HubError({ status: 401, code: 'request.unauthenticated', detail: '请先登录' }, 'log in')
