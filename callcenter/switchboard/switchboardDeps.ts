import type { Exchange } from '#callcenter/asterisk/exchange.ts'
import type { Call, MessagePurpose } from '#callcenter/calls/call.ts'
import type { Ivr } from '#callcenter/ivr/ivr.ts'
import type { CallControl } from '#core/calls/callControl.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { AfterCall } from '#core/seats/followCall.ts'
import type { CallNews } from './news.ts'

export interface RecordedMessage {
  callId: string
  recording: number
  purpose: MessagePurpose
  callerNumber: string
  accountId: string | null
}

export interface SwitchboardDeps {
  database: Database
  clock: Clock
  logger: Logger
  exchange: Exchange
  ivr: Ivr
  after: AfterCall
  /** In which this process owns the telephone. */
  term: number
  /** Of the hotline: whoever is rung sees the first. */
  ownNumbers: readonly string[]
  /** The endpoint through which numbers are dialled; null: none are. */
  trunk: string | null
  news: CallNews
  /** Brings a recording into the hub; again is no harm. */
  keepMessage(message: RecordedMessage): Promise<void>
  /** Closes the softphone's socket of a session that is over. */
  endSoftphone(sessionId: string): void
}

export interface Switchboard {
  control: CallControl
  /** Asterisk answers, and every call is known. */
  isReady(): boolean
  calls(): Call[]
  /** Whether Asterisk still writes the recording of this name. */
  isRecording(name: string): Promise<boolean>
  /** Leaves what goes on in Asterisk as it is; another process can carry it on. */
  close(): Promise<void>
}
