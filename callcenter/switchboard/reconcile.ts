import type { Ari } from '#callcenter/ari/connection.ts'
import type { Channel } from '#callcenter/ari/events.ts'
import type { Call, CallEvent, Leg } from '#callcenter/calls/call.ts'
import { talkingLeg } from '#callcenter/calls/legs.ts'
import type { Desk } from './desk.ts'
import { isBridgeOfCall, legChannel, ownerOfChannel, partyChannel } from './names.ts'

export interface ReconcileDeps {
  ari: Ari
  app: string
  desk: Desk
  isRegistered(seat: string, contact: string): boolean
  /** Begins the call of a caller whom nobody has heard of. */
  entered(channel: Channel): void
  /** Calls that are about to do their latest step again: what it makes may not be there yet. */
  isUnsettled(callId: string): boolean
}

type ListedChannel = Channel & { dialplan?: { app_name?: string; app_data?: string } }

/**
 * Holds Asterisk's own lists against the calls: who has hung up, answered or come while nobody listened, and what is
 * left over of calls that are no more. Resolves to the channels that were missed, so that a second look can tell those
 * that are gone from those that were just being made: `confirmed` are the ones that the look before missed, too; null
 * believes at once, after a connect.
 */
export async function reconcile(deps: ReconcileDeps, confirmed: ReadonlySet<string> | null): Promise<Set<string>> {
  const { ari, app, desk } = deps
  // Before the lists are asked for: a call that begins meanwhile is not in them.
  const calls = desk.calls()
  const startedAt = await asteriskStart(ari)
  const listed = (await listOf(ari, '/channels')) as ListedChannel[]
  const channels = new Map(listed.map((channel) => [channel.id, channel]))
  const missed = new Set<string>()
  const isGone = (id: string) => {
    if (channels.has(id)) return false
    missed.add(id)
    return confirmed === null || confirmed.has(id)
  }

  const seen = { isGone, channels, startedAt, unheard: confirmed === null }
  for (const call of calls) {
    if (deps.isUnsettled(call.id)) continue
    for (const event of eventsOf(deps, call, seen)) await desk.tell(call.id, event)
  }

  const known = new Set(calls.map(({ channel }) => channel))
  const live = new Set(desk.calls().map(({ id }) => id))
  for (const channel of listed) {
    const owner = ownerOfChannel(channel.id)
    if (owner && !live.has(owner.callId)) await ari.request('DELETE', `/channels/${channel.id}`)
    const { app_name: application, app_data: data } = channel.dialplan ?? {}
    if (owner || application !== 'Stasis' || data?.startsWith(`${app},inbound`) !== true) continue
    // Who has hung up since the list was made is no new caller.
    if (known.has(channel.id) || desk.byChannel(channel.id)) continue
    if ((await ari.request('GET', `/channels/${encodeURIComponent(channel.id)}`)).ok) deps.entered(channel)
  }
  for (const { id } of (await listOf(ari, '/bridges')) as { id: string }[]) {
    if (isBridgeOfCall(id) && !live.has(id) && !desk.find(id)) await ari.request('DELETE', `/bridges/${id}`)
  }
  return missed
}

interface Seen {
  isGone(id: string): boolean
  channels: ReadonlyMap<string, Channel>
  /** Asterisk: what was made before is gone with the one before. */
  startedAt: number
  /** Nobody has heard what happened until now. */
  unheard: boolean
}

function eventsOf(deps: ReconcileDeps, call: Call, seen: Seen): CallEvent[] {
  const { isGone, channels, startedAt } = seen
  const party = call.channel ?? partyChannel(call.id)
  const expected =
    call.channel !== null || call.phase === 'dialling' || (call.kind !== 'inbound' && call.phase === 'talking')
  if (expected && isGone(party)) {
    return [{ type: startedAt > partySince(call) ? 'cut' : 'hungUp' }]
  }
  const events: CallEvent[] = []
  if (call.phase === 'dialling' && channels.get(party)?.state === 'Up') events.push({ type: 'partyAnswered' })
  for (const leg of call.legs) {
    if (leg.endedAt !== null) continue
    const id = legChannel(call.id, leg.leg)
    if (isGone(id)) events.push({ type: 'legEnded', leg: leg.leg, cause: goneBecause(deps, leg, seen) })
    else if (leg.answeredAt === null && channels.get(id)?.state === 'Up') {
      events.push({ type: 'legAnswered', leg: leg.leg })
    }
  }
  return events
}

/** A time at which the party's channel was there; a callback waits for a long while without one. */
const partySince = (call: Call): number =>
  call.kind === 'inbound' ? call.startedAt : (call.answeredAt ?? talkingLeg(call)?.answeredAt ?? call.startedAt)

function goneBecause({ isRegistered }: ReconcileDeps, leg: Leg, { startedAt, unheard }: Seen) {
  if (startedAt > leg.rungAt || !isRegistered(leg.seat, leg.contact)) return 'lost'
  if (leg.answeredAt !== null) return 'hungUp'
  // The page's socket goes through the hub: with it the ring was gone, and no agent let it ring in vain.
  return unheard ? 'lost' : 'unanswered'
}

async function listOf(ari: Ari, path: string): Promise<unknown[]> {
  const answer = await ari.request('GET', path)
  return answer.ok ? (answer.body as unknown[]) : []
}

/** Epoch ms, to the second; 0 where it is not told. */
async function asteriskStart(ari: Ari): Promise<number> {
  const answer = await ari.request('GET', '/asterisk/info', { query: { only: 'status' } })
  const told = answer.ok ? (answer.body as { status?: { startup_time?: string } }).status?.startup_time : undefined
  const at = told === undefined ? Number.NaN : Date.parse(told)
  return Number.isNaN(at) ? 0 : at
}
