import type { Fen } from '#core/kernel/fen.ts'

/**
 * One telephone call, from the first ring until everybody has hung up. Plain data, stored after every step and before
 * anything is done, so that another process can go on from it. Times are epoch ms.
 */
export interface Call {
  /** A ULID; the id of the call's bridge, and what the ids of everything that the hub makes for it begin with. */
  id: string
  /** `inbound`: somebody rang. `callback`: a caller who asked for it is rung. `outbound`: an agent rings somebody. */
  kind: 'inbound' | 'callback' | 'outbound'
  /** The other party's number: who rang, or who is to be rung; '' when withheld. */
  number: string
  /** The other party's channel in Asterisk; null until there is one. */
  channel: string | null
  phase: Phase
  startedAt: number
  /** When the call began to wait for an agent; of a callback: when the caller did, so that the place is kept. */
  queuedAt: number | null
  /** Where the caller is in the IVR; null for a call that never was in it. */
  node: string | null
  /** What has been keyed at this node so far. */
  keys: string
  /** How often the caller was not understood at this node; in the queue, how often the place was told. */
  attempts: number
  /** How many sounds were started. What ends, runs out or is answered later, and belongs to an earlier one, means nothing. */
  sound: number
  timer: Timer | null
  /** The place in the queue that was told last, and when; null when it is to be told anew at once. */
  told: Told | null
  /** What the other party hears. In the bridge `hold` or `agent`, outside of it the others. */
  hears: 'nothing' | 'sound' | 'music' | 'hold' | 'agent'
  /** The sound that is playing answers a question: whoever hears it to its end, or keys on, was served. */
  answering: boolean
  /** As `entry` or `queue` told it last. */
  hours: Hours
  /** Which recording is being made, numbered like the sounds; null when none is. */
  recording: { purpose: MessagePurpose; recording: number; since: number } | null
  /** What is known of who calls; filled in by `looked`. */
  party: Party
  /** Everybody who was rung for this call; the last that has not ended is whom the call has, or is about to have. */
  legs: readonly Leg[]
  /** For whom alone it is: the agent who rings out, or whom a reload or a transfer has asked for. */
  wanted: { seat: string; staffId: string } | null
  /** When agent and party first were brought together; by this a call counts as answered. */
  answeredAt: number | null
  /** What the caller has left with the hotline, so that somebody will see to it. */
  left: 'message' | 'callback' | null
  /** How often the party was dialled. A callback is tried up to three times, in between it waits with the timer `again`. */
  dials: number
  /** When the party was gone. A message that was being spoken may end a moment later; only then is the call over. */
  endedAt: number | null
  outcome: Outcome | null
}

export type Phase = 'ivr' | 'recording' | 'waiting' | 'ringing' | 'dialling' | 'talking' | 'over'

/**
 * What became of a call: `answered` by an agent; `selfService` when the IVR was enough; `message` left; `callback`
 * asked for; `abandoned` while waiting; `hungUp` in the IVR before anything was answered; `refused` (blacklist);
 * `closed` (outside opening hours, nothing left); `unreached` (an outgoing call that nobody took); `cut` (the telephone
 * exchange or the line broke).
 */
export type Outcome =
  | 'answered'
  | 'selfService'
  | 'message'
  | 'callback'
  | 'abandoned'
  | 'hungUp'
  | 'refused'
  | 'closed'
  | 'unreached'
  | 'cut'

/** `opensAt`: when it opens next, null when that is not known or it is open. */
export interface Hours {
  open: boolean
  opensAt: number | null
}

export type MessagePurpose = 'voicemail' | 'repair'

/** `moved`: somebody ahead has gone since it began to be told. */
export interface Told {
  ahead: number
  at: number
  moved: boolean
}

/** Something that happens by itself at `dueAt`, unless the call has moved on. Re-armed by whoever takes the call over. */
export interface Timer {
  /**
   * `key`: the caller keys nothing; `sound`, `look`, `record`: the end or the answer is overdue; `place`: tell the place
   * in the queue anew; `ring`, `dial`: not answered; `seat`: the lost agent did not come back; `again`: a callback that
   * was not reached is due again.
   */
  kind: 'key' | 'sound' | 'look' | 'record' | 'place' | 'ring' | 'seat' | 'dial' | 'again'
  sound: number
  dueAt: number
}

/** An agent who was rung. Its channel is `<call>-agent-<leg>`. */
export interface Leg {
  leg: number
  seat: string
  staffId: string
  /** The registration that was rung; a page that was reloaded has another. */
  contact: string
  rungAt: number
  answeredAt: number | null
  endedAt: number | null
  /**
   * `agent`: the agent, or whoever ended the call in the agent's place, hung up; `caller`: the other party did, or was
   * not reached; `declined`, `unanswered`, `lost` (page, network or exchange gone), `moved` on by a transfer.
   */
  end: 'agent' | 'caller' | 'declined' | 'unanswered' | 'lost' | 'moved' | null
  /** The leg that asked for this one to take over the caller; null when it came from the queue. */
  transferredFrom: number | null
}

export interface Party {
  /** Accounts whose customer has this telephone on file; the caller may hear of them without further proof. */
  accountIds: readonly string[]
  /** The account that the call is about, from the caller's number or proven by keys. */
  accountId: string | null
  /** The account keyed in to ask for outages: proves nothing. */
  placeId: string | null
  /** The number is blocked. */
  blocked: boolean
  /** Failed proofs in this call; as many as there may be when those of other calls have used them up. */
  failedProofs: number
  /** Whether this party has been told an answer by the IVR. */
  served: boolean
}

/** What the hub is asked; answered by `looked`, maybe by another process than asked. */
export type Question =
  /** At the beginning: who calls, and whether the hotline may be used now. */
  | { ask: 'entry' }
  | { ask: 'outage'; accountId: string }
  | { ask: 'bill'; accountId: string }
  /** Account number and the last four digits of the telephone on file, from the keys. */
  | { ask: 'proof'; accountNumber: string; phoneTail: string }
  /** The account's number alone suffices to ask for outages. */
  | { ask: 'place'; accountNumber: string }
  | { ask: 'queue' }

export type Answer =
  | {
      ask: 'entry'
      open: boolean
      opensAt: number | null
      blacklisted: boolean
      accountIds: readonly string[]
      /** An outage that everybody who rings is told about; and whether one is at the caller's own account. */
      announcement: OutageAnswer | null
    }
  | { ask: 'outage'; outage: OutageAnswer | null }
  | {
      ask: 'bill'
      /** What is open of all bills; the late fee comes on top. */
      owed: Fen
      lateFee: Fen
      prepayment: Fen
      bills: number
      latest: { amount: Fen; dueOn: string } | null
    }
  /** `exhausted`: this telephone, or whoever asks for this account, has guessed too often, over all calls. */
  | { ask: 'proof'; accountId: string | null; exhausted: boolean }
  | { ask: 'place'; accountId: string | null }
  /** `ahead`: callers who wait before this one. `waitMs`: expected, null when nothing is known. */
  | { ask: 'queue'; open: boolean; opensAt: number | null; ahead: number; agents: number; waitMs: number | null }

export interface OutageAnswer {
  kind: 'planned' | 'emergency'
  /** `own`: at the caller's account, as far as known. */
  own: boolean
  beginsAt: number
  expectedEndAt: number | null
  begun: boolean
}

export type CallEvent =
  | { type: 'keyPressed'; key: string }
  | { type: 'soundFinished'; sound: number }
  | { type: 'timedOut'; kind: Timer['kind']; sound: number }
  | { type: 'looked'; sound: number; answer: Answer }
  | { type: 'recordingFinished'; recording: number; ms: number }
  /** `number`: of the sound, recording or leg that the effect named; one that is past means nothing. */
  | { type: 'failed'; effect: Effect['do']; number?: number }
  /** The queue has chosen an agent for this call; both are claimed already. */
  | { type: 'agentFound'; seat: string; staffId: string; contact: string }
  /** Somebody who waited before this caller does not wait any more. */
  | { type: 'queueMoved' }
  | { type: 'legAnswered'; leg: number }
  /** `lost`: nobody hung up, the agent's page or network is gone. */
  | { type: 'legEnded'; leg: number; cause: 'hungUp' | 'declined' | 'unanswered' | 'lost' }
  /** The page of the agent who has the call was loaded anew: another registration. */
  | { type: 'agentReloaded'; seat: string; contact: string }
  | { type: 'transferAsked'; leg: number; to: { seat: string; staffId: string; contact: string } }
  /** An agent takes back a transfer that has not been answered yet. */
  | { type: 'transferCancelled' }
  | { type: 'partyAnswered' }
  /** Of a call that rings out: busy, no answer, wrong number. */
  | { type: 'partyFailed' }
  | { type: 'hungUp' }
  /** The agent, or a supervisor, ends it for everybody. */
  | { type: 'endAsked' }
  /** Asterisk has been restarted, or the channel is gone from its lists. */
  | { type: 'cut' }

/**
 * What is to be done, in order. Ids are made of the call's id and a number, so that doing it again does nothing twice:
 * sound `<call>:<sound>`, recording `<call>-<recording>`, agent's channel `<call>-agent-<leg>`, party's channel of a
 * call that rings out `<call>-party`, bridge `<call>`.
 */
export type Effect =
  | { do: 'answer' }
  /** Prompts one after the other, by name. */
  | { do: 'play'; sound: number; prompts: readonly string[] }
  | { do: 'stopPlaying'; sound: number }
  | { do: 'look'; sound: number; question: Question }
  | { do: 'startMusic' | 'stopMusic' }
  | { do: 'record'; recording: number; maxSeconds: number }
  | { do: 'stopRecording'; recording: number }
  /** May be told twice, and of a recording that was cut off: idempotent by its name. Tried again by whoever keeps it. */
  | { do: 'keepMessage'; purpose: MessagePurpose; recording: number; ms: number }
  /** A new call of kind `callback` that waits since `queuedAt`; once per call. */
  | { do: 'askForCallback'; queuedAt: number }
  | { do: 'ring'; leg: number; seat: string }
  /** The party is dialled; the agent who has answered hears the ringing tone until `join`. */
  | { do: 'dialParty'; leg: number }
  /** The party and the agent into the call's bridge, which is made if it is not there. */
  | { do: 'join'; leg: number }
  /** The party hears music in the bridge until somebody joins. */
  | { do: 'holdParty' }
  | { do: 'releaseLeg'; leg: number }
  | { do: 'releaseParty' }
  | { do: 'closeBridge' }

/** The call as it is now, and what is to be done about it. */
export type Step = readonly [Call, readonly Effect[]]
