import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from '#core/kernel/logger.ts'
import { StartError } from '#core/kernel/startError.ts'
import { type AsteriskProcess, asteriskProcess } from './asteriskProcess.ts'
import { ariUser } from './conf/httpConf.ts'
import { type Exchange, sipSocketOf } from './exchange.ts'
import { layOut } from './layOut.ts'
import { findOwner } from './owner.ts'
import { type Places, placesOf } from './places.ts'
import { requireFreePorts } from './requireFreePorts.ts'
import { rotateLogs } from './rotateLogs.ts'
import type { ExchangeSettings } from './settings.ts'

/** Where `npm run asterisk` installs it. */
export const installedProgram = resolve(import.meta.dirname, '../../.cache/asterisk')
export const isInstalled = (program = installedProgram): boolean => existsSync(join(program, 'stamp'))

const lookEveryMs = 250
const readyWithinMs = 30_000
const restAtLeastMs = 500
const restAtMostMs = 30_000
/** Who has run this long has not failed at its start. */
const steadyAfterMs = 60_000
const rotateEveryMs = 60_000
/** Of a Unix socket's address, less its name and the ending zero. */
const longestFolder = 107 - '/run/asterisk.ctl'.length

export interface ExchangeOptions {
  settings: ExchangeSettings
  /** For everything that Asterisk writes; its configuration is made anew in it at each start. */
  folder: string
  program?: string
  logger: Logger
}

/**
 * Starts Asterisk, or takes over the one that a hub before this one has left running, with its conversations; resolves
 * when it answers. While the exchange is open, an Asterisk that dies is started again.
 * @throws StartError when it cannot be started
 */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { settings, logger } = options
  const program = options.program ?? installedProgram
  if (!isInstalled(program)) throw new StartError('Asterisk is not installed: npm run asterisk brings it')
  const places = placesOf(resolve(options.folder), program)
  if (places.folder.length > longestFolder)
    throw new StartError(`${places.folder}: its name is too long for Asterisk; at most ${longestFolder} characters`)
  const owner = findOwner(settings.user)
  const { password, digest } = layOut(settings, places, owner)
  const url = `http://127.0.0.1:${settings.ariPort}`
  const ari = { url, username: ariUser, password }
  const asterisk = asteriskProcess(places, owner)

  await takeOver(asterisk, { ari, digest, logger })
  const found = asterisk.running() !== null
  if (!found) {
    await requireFreePorts(settings)
    asterisk.start(digest)
  }
  try {
    await untilReady(asterisk, ari, places)
  } catch (error) {
    if (!found) await asterisk.stop()
    throw error
  }
  const closing = new AbortController()
  const watched = watch(asterisk, { ari, digest, logger, places, signal: closing.signal })
  return {
    ari,
    sipSocketUrl: sipSocketOf(url),
    recordings: places.recordings,
    offline: places.offline,
    async close() {
      closing.abort()
      await watched
      await asterisk.stop()
    },
  }
}

interface Watch {
  ari: Exchange['ari']
  digest: string
  logger: Logger
}

/** One with other settings goes on while somebody talks. */
async function takeOver(asterisk: AsteriskProcess, { ari, digest, logger }: Watch) {
  const pid = asterisk.running()
  if (pid === null) return
  if (asterisk.startedWith() === digest) return logger.info({ pid }, 'found Asterisk running')
  const calls = await ask(ari, 'GET', '/channels').then(
    (answer) => answer?.json(),
    () => [],
  )
  if (Array.isArray(calls) && calls.length > 0)
    return logger.warn(
      { pid, channels: calls.length },
      'Asterisk has calls and keeps its old settings until it restarts',
    )
  await asterisk.stop()
}

async function watch(asterisk: AsteriskProcess, options: Watch & { places: Places; signal: AbortSignal }) {
  const { ari, digest, logger, places, signal } = options
  let rest = restAtLeastMs
  let since = performance.now()
  let rotated = since
  for (;;) {
    if (await aborted(signal, lookEveryMs)) return
    const now = performance.now()
    if (now - rotated > rotateEveryMs) {
      rotated = now
      await rotateLogs(places.log, (name) => ask(ari, 'PUT', `/asterisk/logging/${name}/rotate`))
    }
    if (asterisk.running() !== null) continue
    if (now - since > steadyAfterMs) rest = restAtLeastMs
    logger.error({ restMs: rest }, 'Asterisk has ended; it is started again')
    if (await aborted(signal, rest)) return
    rest = Math.min(2 * rest, restAtMostMs)
    asterisk.start(digest)
    since = performance.now()
    await untilReady(asterisk, ari, places).then(
      () => logger.info({ pid: asterisk.running() }, 'Asterisk is back'),
      (error: unknown) => logger.error({ err: error }, 'Asterisk does not start'),
    )
  }
}

const aborted = (signal: AbortSignal, ms: number) =>
  setTimeout(ms, undefined, { signal }).then(
    () => false,
    () => true,
  )

async function untilReady(asterisk: AsteriskProcess, ari: Exchange['ari'], places: Places) {
  for (const end = performance.now() + readyWithinMs; ; await setTimeout(50)) {
    if (asterisk.running() === null) throw new StartError(`Asterisk ended at its start:\n${lastLines(places)}`)
    const answer = await ask(ari, 'GET', '/asterisk/ping').catch(() => null)
    if (answer?.ok) return
    if (answer?.status === 401)
      throw new StartError(`${ari.url} is in use by another Asterisk: choose another ARI_PORT`)
    if (performance.now() > end) throw new StartError(`Asterisk does not answer:\n${lastLines(places)}`)
  }
}

function ask({ url, username, password }: Exchange['ari'], method: string, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return fetch(`${url}/ari${path}`, { method, headers: { authorization }, signal: AbortSignal.timeout(2_000) })
}

const lastLines = ({ log }: Places) =>
  ['console.log', 'asterisk.log']
    .map((name) => join(log, name))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8))
    .join('\n')
