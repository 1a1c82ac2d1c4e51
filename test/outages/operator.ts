import { smsUnavailable } from '#core/notices/notices.errors.ts'
import type { Sms, SmsSender } from '#core/notices/smsSender.ts'

/** An operator of text messages that keeps what it was given, and may be away. */
export function createOperator() {
  const taken: Sms[] = []
  const refusing = new Set<string>()
  const operator: SmsSender & { taken: Sms[]; refusing: Set<string>; away: boolean } = {
    taken,
    /** Telephones to which nothing can be brought. */
    refusing,
    away: false,
    send(message) {
      if (operator.away || refusing.has(message.to)) return Promise.reject(smsUnavailable('away'))
      taken.push(message)
      return Promise.resolve()
    },
  }
  return operator
}
export type Operator = ReturnType<typeof createOperator>
