import { smsUnavailable } from '#core/notices/notices.errors.ts'
import type { SmsSender } from '#core/notices/smsSender.ts'
import { createSandboxCall, type SandboxConnection } from './sandboxCall.ts'

/** The sandbox vendor as an operator of text messages: they are read in its `/inbox`. */
export function createSandboxSmsSender(connection: SandboxConnection): SmsSender {
  const call = createSandboxCall(connection, smsUnavailable)

  return {
    async send({ to, text, id }) {
      const { status } = await call('POST', '/v1/sms', { to, text, id })
      if (status !== 200) throw smsUnavailable(`status ${status}`)
    },
  }
}
