import type { AriEvent, Channel } from '#callcenter/ari/events.ts'
import { beginInbound } from '#callcenter/calls/begin.ts'
import type { Call, CallEvent } from '#callcenter/calls/call.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import type { Desk } from './desk.ts'
import { ownerOfChannel, ownerOfPlayback, ownerOfRecording } from './names.ts'

export interface HearDeps {
  desk: Desk
  clock: Clock
  /** Of the hotline, which does not ring itself: a caller with one of them has another, and hides it. */
  ownNumbers: readonly string[]
  /** Whether a seat's softphone is registered as just this. */
  isRegistered(seat: string, contact: string): boolean
  onFailure(error: unknown, event: string): void
}

/** Q.850: nobody answered; a ring that ends otherwise while the softphone is there was declined. */
const unansweredCauses: ReadonlySet<number> = new Set([18, 19])

/** Takes what Asterisk tells to the calls that it belongs to. */
export function createHearing(deps: HearDeps) {
  const { desk, clock, ownNumbers, onFailure } = deps
  const tell = (callId: string, event: CallEvent) =>
    void desk.tell(callId, event).catch((error: unknown) => onFailure(error, event.type))

  const isPressed = createPresses()

  /** A caller's channel that no call has begins one. */
  function entered(channel: Channel) {
    if (desk.byChannel(channel.id)) return
    const at = clock()
    const told = channel.caller.number
    const number = isNumber.test(told) && !ownNumbers.includes(told) ? told : ''
    const call = beginInbound({ id: newId(at), channel: channel.id, number, at })
    desk.begin(call).catch((error: unknown) => onFailure(error, 'begin'))
  }

  function stasisStarted(args: readonly string[], channel: Channel) {
    const [role, callId = '', leg = ''] = args
    if (role === 'agent') return tell(callId, { type: 'legAnswered', leg: Number(leg) })
    if (role === 'party') return tell(callId, { type: 'partyAnswered' })
    if (role === 'inbound') entered(channel)
  }

  function channelEnded(channel: Channel, cause: number) {
    const owner = ownerOfChannel(channel.id)
    if (!owner) {
      const call = desk.byChannel(channel.id)
      if (call) tell(call.id, { type: 'hungUp' })
      return
    }
    const call = desk.find(owner.callId)
    if (!call) return
    // Not `partyFailed`, whatever the call is in now: that the party has answered may just be on its way into it.
    if (owner.leg === null) return tell(call.id, { type: 'hungUp' })
    tell(call.id, { type: 'legEnded', leg: owner.leg, cause: causeOf(deps, call, owner.leg, cause) })
  }

  return {
    entered,
    hear(event: AriEvent) {
      switch (event.type) {
        case 'StasisStart':
          return stasisStarted(event.args, event.channel)
        case 'StasisEnd': {
          // Of a caller; the ends of legs are told with their cause.
          const call = desk.byChannel(event.channel.id)
          if (call) tell(call.id, { type: 'hungUp' })
          return
        }
        case 'ChannelDestroyed':
          return channelEnded(event.channel, event.cause)
        case 'ChannelDtmfReceived': {
          const call = desk.byChannel(event.channel.id)
          if (call && isPressed(event)) tell(call.id, { type: 'keyPressed', key: event.digit })
          return
        }
        case 'PlaybackFinished': {
          const owner = ownerOfPlayback(event.playback.id)
          if (owner) tell(owner.callId, { type: 'soundFinished', sound: owner.number })
          return
        }
        case 'RecordingFinished': {
          const owner = ownerOfRecording(event.recording.name)
          if (!owner) return
          const ms = Math.round((event.recording.duration ?? 0) * 1_000)
          return tell(owner.callId, { type: 'recordingFinished', recording: owner.number, ms })
        }
        case 'RecordingFailed': {
          const owner = ownerOfRecording(event.recording.name)
          if (owner) tell(owner.callId, { type: 'failed', effect: 'record', number: owner.number })
          return
        }
        case 'ContactStatusChange':
        case 'ApplicationReplaced':
      }
    },
  }
}

/** Of no two presses of one key: a tone and the rest after it last longer. */
const samePressMs = 60

/**
 * Tells whether a key was pressed, or the press before is told once more: Asterisk does that with a key that it had to
 * put aside while it made another one longer.
 */
function createPresses() {
  const latest = new Map<string, { digit: string; at: number }>()
  return ({ digit, channel, timestamp }: Extract<AriEvent, { type: 'ChannelDtmfReceived' }>): boolean => {
    const at = Date.parse(timestamp)
    for (const [id, press] of latest) if (at - press.at >= samePressMs) latest.delete(id)
    const isNew = latest.get(channel.id)?.digit !== digit
    if (!Number.isNaN(at)) latest.set(channel.id, { digit, at })
    return isNew
  }
}

/** Whatever else a trunk may send is no number, and nobody shall dial it back. */
const isNumber = /^\+?\d{2,20}$/

function causeOf(
  { isRegistered }: HearDeps,
  { legs }: Call,
  number: number,
  cause: number,
): Extract<CallEvent, { type: 'legEnded' }>['cause'] {
  const leg = legs.find((one) => one.leg === number)
  // A page that was closed, or has been loaded anew, hung nothing up.
  if (leg && !isRegistered(leg.seat, leg.contact)) return 'lost'
  if (leg?.answeredAt !== null) return 'hungUp'
  return unansweredCauses.has(cause) ? 'unanswered' : 'declined'
}
