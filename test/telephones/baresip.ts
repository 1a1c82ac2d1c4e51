import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { until } from '#test/kernel/until.ts'
import { hotline } from './exchangeHouse.ts'
import { address, type Network } from './network.ts'
import { endOf, type Sound, soundIn } from './sound.ts'

/** A telephone that speaks a file and records what it hears. */
export interface Caller {
  /** What has happened to it: `CALL_RINGING`, `CALL_ESTABLISHED`, `CALL_CLOSED` …, with what was said about it. */
  readonly events: readonly CallerEvent[]
  /** Rings somebody, the hotline unless told; resolves when the call is answered. @throws Error when it is refused */
  dial(to?: string): Promise<void>
  /** Presses keys one after the other, as RFC 4733 has it. */
  press(keys: string): Promise<void>
  /** Takes the call that rings. */
  answer(): void
  hangUp(): void
  /** Resolves when the call is over, whoever has ended it. */
  untilClosed(ms?: number): Promise<void>
  /** What it has heard so far in its last call, or the last so many seconds of it. */
  heard(lastSeconds?: number): Promise<Sound>
  close(): Promise<void>
}

export interface CallerEvent {
  type: string
  param: string
}

export interface CallerOptions {
  number: string
  /** A WAV file of 8 kHz; when it ends, the caller hangs up. */
  says: string
  /** From where it calls; the carrier's address unless told. */
  from?: string
  /** Takes calls by itself. */
  answers?: boolean
  /** Where it takes calls; a port of its own unless told. */
  port?: number
}

/** It takes the port after its own for TLS. */
const sipPorts = 2
const own = { sip: 5_100, control: 14_400, rtp: 30_000, rtpPorts: 20 }
const modules = { module: ['g711', 'aufile', 'aubridge', 'sndfile'], module_app: ['account', 'menu', 'ctrl_tcp'] }
const patienceMs = 60_000
const counted = new WeakMap<Network, number>()

export async function openCaller(network: Network, options: CallerOptions): Promise<Caller> {
  const index = counted.get(network) ?? 0
  counted.set(network, index + 1)
  const folder = join(network.folder, `caller-${index}`)
  mkdirSync(folder)
  const from = options.from ?? address
  const sip = `${from}:${options.port ?? own.sip + sipPorts * index}`
  const firstRtp = own.rtp + own.rtpPorts * index
  const account = `<sip:${options.number}@${sip}>;regint=0;audio_codecs=PCMA;dtmfmode=rtpevent;answermode=${options.answers ? 'auto' : 'manual'}\n`
  const settings = [
    `sip_listen ${sip}`,
    'net_interface lo',
    'call_max_calls 4',
    'module_path /usr/lib/baresip/modules',
    ...Object.entries(modules).flatMap(([kind, names]) => names.map((name) => `${kind} ${name}.so`)),
    `audio_source aufile,${options.says}`,
    'audio_player aubridge,null',
    'audio_alert aubridge,null',
    'ausrc_srate 8000',
    'auplay_srate 8000',
    `rtp_ports ${firstRtp}-${firstRtp + own.rtpPorts - 1}`,
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${own.control + index}`,
    '',
  ]
  await writeFile(join(folder, 'accounts'), account)
  await writeFile(join(folder, 'config'), settings.join('\n'))
  const process = network.start(['baresip', '-f', folder])
  const events: CallerEvent[] = []
  const control = await openControl(await network.reach(own.control + index), (event) => events.push(event))
  const has = (type: string, since: number) => events.slice(since).find((event) => event.type === type)

  return {
    events,
    async dial(to = hotline) {
      const since = events.length
      control.send('dial', to)
      await until(() => (has('CALL_ESTABLISHED', since) ?? has('CALL_CLOSED', since)) !== undefined, patienceMs)
      const closed = has('CALL_CLOSED', since)
      if (closed && !has('CALL_ESTABLISHED', since)) throw new Error(`not answered: ${closed.param}`)
    },
    async press(keys) {
      for (const key of keys) {
        control.send('sndcode', key)
        await setTimeout(300)
      }
    },
    answer: () => control.send('accept'),
    hangUp: () => control.send('hangup'),
    untilClosed: (ms = patienceMs) =>
      until(() => events.findLast(({ type }) => type.startsWith('CALL_'))?.type === 'CALL_CLOSED', ms),
    async heard(lastSeconds) {
      const files = (await readdir(folder)).filter((name) => name.endsWith('-dec.wav')).toSorted()
      const last = files.at(-1)
      if (last === undefined) return soundIn(Buffer.alloc(0))
      const file = join(folder, last)
      return lastSeconds === undefined ? soundIn(await readFile(file)) : endOf(file, lastSeconds)
    },
    async close() {
      control.close()
      process.kill('SIGKILL')
      if (process.exitCode === null && process.signalCode === null) await once(process, 'exit')
    },
  }
}

interface Control {
  send(command: string, params?: string): void
  /** Whether it has answered anything, before the connection was lost or the time is over. */
  answers(ms: number): Promise<boolean>
  close(): void
}

/** The way inside is open before baresip is: what does not answer is not it yet. */
async function openControl(port: number, onEvent: (event: CallerEvent) => void): Promise<Control> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await setTimeout(50)) {
    const control = controlBy(connect(port, '127.0.0.1'), onEvent)
    control.send('about')
    if (await control.answers(5_000)) return control
    control.close()
  }
  throw new Error('baresip does not take orders')
}

/** baresip's own: netstrings of JSON. */
function controlBy(socket: Socket, onEvent: (event: CallerEvent) => void): Control {
  const answered = new Promise<boolean>((resolve) => {
    let unread = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(false))
    socket.on('data', (data) => {
      unread = Buffer.concat([unread, data])
      for (;;) {
        const colon = unread.indexOf(':')
        const length = Number(unread.subarray(0, Math.max(0, colon)).toString())
        if (colon < 1 || unread.length < colon + length + 2) return
        const message = JSON.parse(unread.subarray(colon + 1, colon + 1 + length).toString()) as Message
        unread = unread.subarray(colon + length + 2)
        if (message.response === true) resolve(true)
        else if (message.type !== undefined) onEvent({ type: message.type, param: message.param ?? '' })
      }
    })
  })
  return {
    send(command, params = '') {
      const message = JSON.stringify({ command, params })
      socket.write(`${Buffer.byteLength(message)}:${message},`)
    },
    answers: (ms) => Promise.race([answered, setTimeout(ms, false, { ref: false })]),
    close: () => socket.destroy(),
  }
}

interface Message extends Partial<CallerEvent> {
  response?: boolean
}
