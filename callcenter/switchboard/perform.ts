import { type Ari, type AriAnswer, AriError } from '#callcenter/ari/connection.ts'
import type { Call, CallEvent, Effect } from '#callcenter/calls/call.ts'
import { callbackNumber } from '#callcenter/calls/callbackNumber.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { bridgeOf, legChannel, partyChannel, playbackOf, recordingOf, ringbackOf } from './names.ts'

export interface PerformDeps {
  ari: Ari
  clock: Clock
  app: string
  /** The hotline's own number, which whoever is rung sees. */
  ownNumber: string
  /** The endpoint through which numbers are dialled; null: none are. */
  trunk: string | null
}

/** What has become of an effect at once; most have nothing to say. */
export type Performed = CallEvent | null

type TelephoneEffect = Exclude<Effect, { do: 'look' | 'keepMessage' | 'askForCallback' }>

const dialSeconds = 60
const partyOf = (call: Call) => call.channel ?? partyChannel(call.id)

/**
 * Carries out one effect in Asterisk. Ids are made of the call's, so that doing it again does nothing twice. `again`:
 * it may have been done by a process that died, and is done only where it was not.
 */
export async function perform(
  deps: PerformDeps,
  call: Call,
  effect: TelephoneEffect,
  again = false,
): Promise<Performed> {
  const { ari } = deps
  const party = `/channels/${encodeURIComponent(partyOf(call))}`
  const bridge = `/bridges/${bridgeOf(call.id)}`
  switch (effect.do) {
    case 'answer':
      return failedUnless(await ari.request('POST', `${party}/answer`), 'answer')
    case 'play': {
      const id = playbackOf(call.id, effect.sound)
      if (effect.prompts.length === 0) return { type: 'soundFinished', sound: effect.sound }
      if (again && (await ari.request('GET', `/playbacks/${id}`)).ok) return null
      const media = effect.prompts.map((prompt) => `sound:hub/${prompt}`).join(',')
      return failedUnless(await ari.request('POST', `${party}/play/${id}`, { query: { media } }), 'play', effect.sound)
    }
    case 'stopPlaying':
      await ari.request('DELETE', `/playbacks/${playbackOf(call.id, effect.sound)}`)
      return null
    case 'startMusic':
      return failedUnless(await ari.request('POST', `${party}/moh`), 'startMusic')
    case 'stopMusic':
      await ari.request('DELETE', `${party}/moh`)
      return null
    case 'record':
      return startRecording(deps, call, effect, again)
    case 'stopRecording':
      await ari.request('POST', `/recordings/live/${recordingOf(call.id, effect.recording)}/stop`)
      return null
    case 'ring':
      return ringAgent(deps, call, effect, again)
    case 'dialParty':
      return dialParty(deps, call, effect.leg, again)
    case 'join':
      await ari.request('DELETE', `/playbacks/${ringbackOf(call.id, effect.leg)}`)
      return join(deps, call, effect.leg)
    case 'holdParty': {
      await makeBridge(deps, call)
      if (!(await addToBridge(deps, call, [partyOf(call)]))) return { type: 'failed', effect: 'holdParty' }
      return failedUnless(await ari.request('POST', `${bridge}/moh`), 'holdParty')
    }
    case 'releaseLeg':
      await ari.request('DELETE', `/channels/${legChannel(call.id, effect.leg)}`)
      return null
    case 'releaseParty':
      await ari.request('DELETE', party)
      return null
    case 'closeBridge':
      await ari.request('DELETE', bridge)
      return null
  }
}

/** A channel that is gone says so itself; what else was refused goes back into the call: nobody is left in silence. */
function failedUnless(answer: AriAnswer, effect: Effect['do'], number?: number): Performed {
  if (answer.ok || answer.status === 404) return null
  return { type: 'failed', effect, ...(number !== undefined && { number }) }
}

async function startRecording(
  { ari, clock }: PerformDeps,
  call: Call,
  { recording, maxSeconds }: Extract<Effect, { do: 'record' }>,
  again: boolean,
): Promise<Performed> {
  const name = recordingOf(call.id, recording)
  if (again && (await ari.request('GET', `/recordings/live/${name}`)).ok) return null
  const stored = again && (await ari.request('GET', `/recordings/stored/${name}`)).ok
  // It has ended while nobody heard of it; how long it is, whoever keeps it finds out.
  if (stored)
    return { type: 'recordingFinished', recording, ms: Math.max(clock() - (call.recording?.since ?? clock()), 0) }
  const query = {
    name,
    format: 'wav',
    maxDurationSeconds: maxSeconds,
    maxSilenceSeconds: 0,
    beep: 'true',
    terminateOn: '#',
    ifExists: 'fail',
  }
  const path = `/channels/${encodeURIComponent(partyOf(call))}/record`
  return failedUnless(await ari.request('POST', path, { query }), 'record', recording)
}

async function ringAgent(
  { ari, app }: PerformDeps,
  call: Call,
  { leg, seat }: Extract<Effect, { do: 'ring' }>,
  again: boolean,
): Promise<Performed> {
  const channelId = legChannel(call.id, leg)
  if (again && (await ari.request('GET', `/channels/${channelId}`)).ok) return null
  const lost: CallEvent = { type: 'legEnded', leg, cause: 'lost' }
  // Asked first: to an endpoint that is not registered, Asterisk answers with a failure of its own.
  const endpoint = await ari.request('GET', `/endpoints/PJSIP/${seat}`)
  if (!endpoint.ok || (endpoint.body as { state?: string }).state !== 'online') return lost
  const digits = call.number.replace(/[^\d+]/g, '')
  return originate(ari, lost, {
    endpoint: `PJSIP/${seat}`,
    app,
    appArgs: `agent,${call.id},${leg}`,
    channelId,
    // Without the brackets it were a name.
    callerId: `<${digits === '' ? 'anonymous' : digits}>`,
    formats: 'opus,alaw',
    timeout: dialSeconds,
  })
}

async function dialParty(deps: PerformDeps, call: Call, leg: number, again: boolean): Promise<Performed> {
  const { ari, app, ownNumber, trunk } = deps
  const channelId = partyChannel(call.id)
  // One that is not there any more may have rung, and come to nothing: nobody is rung twice for a hub that died.
  if (again) return (await ari.request('GET', `/channels/${channelId}`)).ok ? null : { type: 'partyFailed' }
  // What an agent dials was looked at before the call began, and may be a short number of the utility's own.
  const number = call.kind === 'callback' ? callbackNumber(call.number) : call.number
  if (trunk === null || number === null) return { type: 'partyFailed' }
  const ringback = `/channels/${legChannel(call.id, leg)}/play/${ringbackOf(call.id, leg)}`
  await ari.request('POST', ringback, { query: { media: 'tone:ring' } })
  return originate(
    ari,
    { type: 'partyFailed' },
    {
      endpoint: `PJSIP/${number}@${trunk}`,
      app,
      appArgs: `party,${call.id}`,
      channelId,
      callerId: `<${ownNumber}>`,
      formats: 'alaw,ulaw',
      timeout: dialSeconds,
    },
  )
}

async function originate(
  ari: Ari,
  failed: CallEvent,
  query: Readonly<Record<string, string | number>>,
): Promise<Performed> {
  try {
    const answer = await ari.request('POST', '/channels', { query })
    // 409: there is such a channel already.
    return answer.ok || answer.status === 409 ? null : failed
  } catch (error) {
    if (error instanceof AriError) return failed
    throw error
  }
}

async function join(deps: PerformDeps, call: Call, leg: number): Promise<Performed> {
  const { ari } = deps
  await makeBridge(deps, call)
  await ari.request('DELETE', `/bridges/${bridgeOf(call.id)}/moh`)
  const joined = await addToBridge(deps, call, [partyOf(call), legChannel(call.id, leg)])
  return joined ? null : { type: 'failed', effect: 'join', number: leg }
}

/** 409: it is there. */
const makeBridge = ({ ari }: PerformDeps, call: Call) =>
  ari.request('POST', `/bridges/${bridgeOf(call.id)}`, { query: { type: 'mixing', name: call.id } })

/** Resolves to whether it was done; a channel that is gone is a bad request, here. */
async function addToBridge({ ari }: PerformDeps, call: Call, channels: readonly string[]): Promise<boolean> {
  try {
    const path = `/bridges/${bridgeOf(call.id)}/addChannel`
    return (await ari.request('POST', path, { query: { channel: channels.join(',') } })).ok
  } catch (error) {
    if (error instanceof AriError && error.status === 400) return false
    throw error
  }
}
