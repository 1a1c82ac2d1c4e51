import type { KeyObject } from 'node:crypto'
import type { CallControl } from '#core/calls/callControl.ts'
import type { Seller, TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { SearchEngine } from '#core/knowledge/searchEngine.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import type { SmsSender } from '#core/notices/smsSender.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import type { AccessKey } from '#core/residents/accessToken.ts'
import type { IdentityPlatforms } from '#core/residents/identityPlatform.ts'

/** What the handlers of the routes may need. Made once, where the process is wired. */
export interface Deps {
  database: Database
  clock: Clock
  numbers: Numbers
  channels: ReadonlyMap<string, PaymentChannel>
  sms: SmsSender
  /** Null: invoices wait for one, and what can be seen of them are samples. */
  taxPlatform: TaxPlatform | null
  /** Null: no invoices are offered. */
  seller: Seller | null
  blobStore: BlobStore
  searchEngine: SearchEngine
  /** Signs short-lived links to files: 32 bytes. */
  linkSecret: Uint8Array
  randomDigits: () => string
  accessKey: AccessKey
  /** Those by whose word residents log in; none but the configured. */
  identityPlatforms: IdentityPlatforms
  /** The development log-in exists in the demonstration only. */
  developmentLogIn: boolean
  /** Browsers send the session's cookie over TLS only; false where the hub is reached by http on loopback. */
  secureCookies: boolean
  /** Of the sandbox, whose notices it proves; null where there is no sandbox. */
  sandboxPublicKey: KeyObject | null
  /** Tells open pages that a session has ended, and closes its softphone's socket. */
  endSession: (sessionId: string) => void
  /** Makes the open pages of a member of staff come in anew: what they hold has changed. */
  dropMember: (staffId: string) => void
  callControl: CallControl
  /** Short numbers that are the utility's own: agents may ring them. */
  ownNumbers: readonly string[]
  /** Closes the softphone's socket of a session, in whichever process it is. */
  endSoftphone: (sessionId: string) => void
}
