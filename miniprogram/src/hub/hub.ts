import { platform } from '../platform'
import { type Answers, createAnswers } from './answers.ts'
import { createCall } from './call.ts'
import { dropDraft } from '../reporting/draft.ts'
import type { Call } from './contract.ts'
import { createLogIn, type LogIn } from './logIn.ts'
import { noteDone } from './noteDone.ts'
import { createOwner, type Owner } from './owner.ts'
import { createPayments, type Payments } from './payments.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createPrivacy, type Privacy } from '../privacy/privacy.ts'
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
  logIn: LogIn
  privacy: Privacy
  payments: Payments
  preferences: Preferences
  answers: Answers
  owner: Owner
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
  const privacy = createPrivacy({ storage, now, platformAgrees: platform.privacyAgreed })
  platform.onPrivacyQuestion(privacy.ask)
  const { name, logInCode } = platform
  const logIn = createLogIn({
    storage,
    call: plain,
    platform: logInCode && name !== 'h5' ? { name, code: logInCode } : null,
  })
  const session = createSession({
    storage,
    now,
    exchange: (refreshToken) => plain('POST /api/resident/sessions/refresh', { body: { refreshToken } }),
    again: () => (privacy.hasAgreed() ? logIn.again() : Promise.resolve(null)),
  })
  const answers = createAnswers(storage, now)
  const call = createCall(noteDone(createSend(transport, session), answers.outdate))
  const payments = createPayments({ storage, call, newId, now, onDecided: answers.outdate })
  const owner = createOwner({
    storage,
    ask: () =>
      call('GET /api/resident/me').then(
        ({ residentId }) => residentId,
        () => null,
      ),
    forget() {
      payments.forget()
      dropDraft(storage)
    },
  })
  session.onChange(() => {
    // What was seen by whoever was logged in before is nobody else's business, nor what is still on its way to them.
    answers.forget()
    answers.outdate()
    if (session.isLoggedIn()) void owner.recognise()
  })
  return {
    call,
    session,
    logIn,
    privacy,
    payments,
    preferences: createPreferences(storage, platform.largeText),
    answers,
    owner,
    storage,
    now,
    newId,
  }
}
