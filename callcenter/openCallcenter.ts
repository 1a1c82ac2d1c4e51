import { join } from 'node:path'
import type { Registry } from 'prom-client'
import { type Exchange, foreignExchange } from '#callcenter/asterisk/exchange.ts'
import { ExchangeSettings } from '#callcenter/asterisk/settings.ts'
import { isInstalled, startExchange } from '#callcenter/asterisk/startExchange.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import { showGauges } from '#callcenter/switchboard/gauges.ts'
import { type Held, keepLease } from '#callcenter/switchboard/lease.ts'
import type { CallNews } from '#callcenter/switchboard/news.ts'
import { findRecording } from '#callcenter/switchboard/findRecording.ts'
import { openSwitchboard } from '#callcenter/switchboard/switchboard.ts'
import type { Switchboard } from '#callcenter/switchboard/switchboardDeps.ts'
import { recordingOf } from '#callcenter/switchboard/names.ts'
import { ingestRecording, newIngestMemory } from '#callcenter/voicemail/ingestRecording.ts'
import { watchSpool } from '#callcenter/voicemail/watchSpool.ts'
import { absentExchange } from '#core/calls/absentExchange.ts'
import type { CallControl } from '#core/calls/callControl.ts'
import { serveCallControl } from '#core/calls/callControlWire.ts'
import { isLatestTerm, takeTelephone } from '#core/calls/telephoneOwner.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { StartError } from '#core/kernel/startError.ts'
import { prepareSeats } from '#core/seats/prepareSeats.ts'

export interface CallcenterConfig {
  exchange: unknown
  /** For everything that an Asterisk of the hub's own writes. */
  folder: string
  /** An Asterisk that somebody else runs; null: the hub's own, where one is installed. */
  foreign: { url: string; password: string; spool: string } | null
  wrapUpMs: number
  ffmpeg: string
}

export interface CallcenterParts {
  config: CallcenterConfig
  database: Database
  clock: Clock
  numbers: Numbers
  blobStore: BlobStore
  coordination: Coordination
  logger: Logger
  /** Null in a process that shows no metrics. */
  registry: Registry | null
  news: CallNews
  endSoftphone(sessionId: string): void
}

export interface Callcenter {
  /** Whether there is an Asterisk at all, be it that another process owns it. */
  hasExchange: boolean
  close(): Promise<void>
}

const declinedRestMs = 15_000
const transcodeMs = 60_000

/**
 * The telephone's part of a process: owns Asterisk as soon as no other process does, and answers for it. Without an
 * Asterisk it says so once, and everything else goes on.
 * @throws StartError when the settings are wrong
 */
export async function openCallcenter(parts: CallcenterParts): Promise<Callcenter> {
  const { config, logger, coordination, clock, database } = parts
  const settings = settingsOf(config.exchange)
  const hasExchange = config.foreign !== null || isInstalled()
  await prepareSeats(parts, settings.seats)
  let switchboard: Switchboard | null = null
  if (!hasExchange) logger.info('there is no telephone')

  const onFailure = (error: unknown) => logger.error({ err: error }, 'the telephone could not be asked')
  // Only the owner answers: a process that waits for the lease is silent, and nobody answers for it.
  let stopServing: (() => Promise<void>) | null = hasExchange
    ? null
    : await serveCallControl({ coordination, clock, onFailure }, absentExchange)
  if (parts.registry) showGauges(parts.registry, { database, switchboard: () => switchboard })

  const serve = async (control: CallControl) => {
    await stopServing?.()
    stopServing = await serveCallControl({ coordination, clock, onFailure }, control)
  }
  async function own(): Promise<Held> {
    const exchange = await exchangeOf(config, settings, logger).catch(async (error: unknown) => {
      // Whoever asks need not wait to hear that there is none.
      if (!stopServing) await serve(absentExchange)
      throw error
    })
    const term = await takeTelephone(parts)
    const trunk = settings.trunks.find(({ gateway }) => gateway !== null)?.name ?? null
    const ingest = {
      ...parts,
      transcoding: { ffmpeg: config.ffmpeg, timeoutMs: transcodeMs },
      memory: newIngestMemory(),
    }
    const opened = openSwitchboard({
      ...parts,
      exchange,
      ivr: waterIvr,
      after: { wrapUpMs: config.wrapUpMs, declinedRestMs },
      term,
      ownNumbers: settings.numbers,
      trunk,
      async keepMessage({ callId, recording, ...about }) {
        const name = recordingOf(callId, recording)
        const file = join(exchange.recordings, `${name}.wav`)
        await ingestRecording(ingest, { file, recording: name, callId, ...about })
      },
    })
    switchboard = opened
    const spool = watchSpool({
      ...ingest,
      folders: { recording: exchange.recordings, offline: exchange.offline },
      findRecording: (callId, recording) => findRecording(parts, callId, recording),
      isRecording: (name) => opened.isRecording(name),
    })
    await serve(opened.control).catch(async (error: unknown) => {
      // It is tried again with another switchboard: of two, one hears nothing.
      await spool.stop()
      await opened.close()
      switchboard = null
      throw error
    })
    const layDown = async () => {
      await stopServing?.()
      stopServing = null
      await spool.stop()
      const talking = opened.calls().length > 0
      await opened.close()
      switchboard = null
      // Who talks, goes on talking; the next hub finds this Asterisk running.
      if (!talking) await exchange.close()
    }
    return { layDown, isLatest: () => isLatestTerm(parts, term) }
  }
  const lease = hasExchange
    ? keepLease({ coordination, logger, name: 'callcenter', onHeld: own })
    : { close: () => Promise.resolve() }

  return {
    hasExchange,
    async close() {
      await lease.close()
      await stopServing?.()
    },
  }
}

/** @throws StartError */
function settingsOf(given: unknown): ExchangeSettings {
  const parsed = ExchangeSettings.safeParse(given)
  if (parsed.success) return parsed.data
  throw new StartError(...parsed.error.issues.map(({ path, message }) => `telephone, ${path.join('.')}: ${message}`))
}

function exchangeOf(
  { foreign, folder }: CallcenterConfig,
  settings: ExchangeSettings,
  logger: Logger,
): Promise<Exchange> {
  return foreign ? Promise.resolve(foreignExchange(foreign)) : startExchange({ settings, folder, logger })
}
