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
  /** Whether a seat's softphone is registered as just this. */
  isRegistered(seat: string, contact: string): boolean
  onFailure(error: unknown, event: string): void
}

/** Q.850: nobody answered; a ring that ends otherwise while the softphone is there was declined. */
const unansweredCauses: ReadonlySet<number> = new Set([18, 19])

/** Takes what Asterisk tells to the calls that it belongs to. */
export function createHearing(deps: HearDeps) {
  const { desk, clock, onFailure } = deps
  const tell = (callId: string, event: CallEvent) =>
    void desk.tell(callId, event).catch((error: unknown) => onFailure(error, event.type))

  /** A caller's channel that no call has begins one. */
  function entered(channel: Channel) {
    if (desk.byChannel(channel.id)) return
    const at = clock()
    const { number } = channel.caller
    const call = beginInbound({ id: newId(at), channel: channel.id, number: numberOf(number), at })
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
    if (owner.leg === null) {
      return tell(call.id, call.phase === 'dialling' ? { type: 'partyFailed' } : { type: 'hungUp' })
    }
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
          if (call) tell(call.id, { type: 'keyPressed', key: event.digit })
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

/** Whatever else a trunk may send is no number, and nobody shall dial it back. */
const numberOf = (told: string) => (/^\+?\d{2,20}$/.test(told) ? told : '')

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
