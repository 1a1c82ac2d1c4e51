import { smsUnavailable } from '#core/notices/notices.errors.ts'
import type { Sms, SmsSender } from '#core/notices/smsSender.ts'

/** An operator of text messages that keeps what it was given, and may be away. */
export function createOperator() {
  const taken: Sms[] = []
  const tried: string[] = []
  const refusing = new Set<string>()
  const operator: SmsSender & { taken: Sms[]; tried: string[]; refusing: Set<string>; away: boolean } = {
    taken,
    /** To whom something was to be brought, taken or not. */
    tried,
    /** Telephones to which nothing can be brought. */
    refusing,
    away: false,
    send(message) {
      tried.push(message.to)
      if (operator.away || refusing.has(message.to)) return Promise.reject(smsUnavailable('away'))
      taken.push(message)
      return Promise.resolve()
    },
  }
  return operator
}
export type Operator = ReturnType<typeof createOperator>
