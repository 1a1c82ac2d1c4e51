import { platform } from '../platform'
import { type Answers, createAnswers } from './answers.ts'
import { createCall } from './call.ts'
import type { Call } from './contract.ts'
import { createPayments, type Payments } from './payments.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createPlainSend, createSend } from './send.ts'
import { createSession, type Session } from './session.ts'
import type { Storage } from './storage.ts'
import { createTaroStorage } from './taroStorage.ts'
import { createTransport } from './transport'
import { ulid } from './ulid.ts'

/** Everything behind the pages. */
export interface Hub {
  call: Call
  session: Session
  payments: Payments
  preferences: Preferences
  answers: Answers
  storage: Storage
  now: () => number
  newId: () => string
}

export function createHub(): Hub {
  const now = () => Date.now()
  const newId = () => ulid(now(), Math.random)
  const storage = createTaroStorage()
  const transport = createTransport()
  const plain = createCall(createPlainSend(transport))
  const session = createSession({
    storage,
    now,
    exchange: (refreshToken) => plain('POST /api/resident/sessions/refresh', { body: { refreshToken } }),
  })
  const call = createCall(createSend(transport, session))
  const payments = createPayments({ storage, call, newId, now })
  const answers = createAnswers(storage, now)
  // The next person on this phone is somebody else.
  session.onChange(() => {
    if (session.isLoggedIn()) return
    answers.forget()
    payments.forget()
  })
  return {
    call,
    session,
    payments,
    preferences: createPreferences(storage, platform.largeText),
    answers,
    storage,
    now,
    newId,
  }
}
