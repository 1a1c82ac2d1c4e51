import type { Browser, BrowserContext, Page } from 'playwright-core'
import { until } from '#test/kernel/until.ts'
import type { HubHouse, LogIn } from './hubHouse.ts'

/** Packets of the page's present call, and the energy of what is in them. */
export interface Traffic {
  sent: number
  received: number
  /** Of what the page hears; grows while there is sound. */
  heard: number
}

/** An agent with the console open in a real browser, whose microphone hums. */
export interface Agent {
  readonly page: Page
  readonly context: BrowserContext
  signIn(): Promise<void>
  /** Waits until the softphone's bar shows this state, such as `free`, `ringing`, `talking`, `held`, `wrapUp`. */
  becomes(state: string, ms?: number): Promise<void>
  /** Presses one of the console's keys. */
  press(key: string): Promise<void>
  /** Of the call that the page has; '' without one. */
  callId(): Promise<string>
  seat(): Promise<string>
  traffic(): Promise<Traffic>
  /** Waits until packets with sound in them come, and others go. */
  talks(): Promise<void>
  /** The loudest tone that the page hears now, in Hz; 0 for silence. */
  hears(): Promise<number>
  /** Loads the page anew. */
  reload(): Promise<void>
  close(): Promise<void>
}

export interface AgentOptions {
  /** A microphone of this tone, in place of the browser's. */
  hums?: number
  /** Nothing moves on the page, and what is spoken goes as callers speak it, so that nobody has to translate: many agents at once. */
  light?: boolean
}

/** Keeps the page's connections, and does what the options say. */
const watching = ({ hums, light = false }: AgentOptions) => String.raw`
  const sounds = () => (globalThis.sounds ??= new AudioContext())
  const withoutOpus = (sdp) => {
    const [, number] = /^a=rtpmap:(\d+) opus\//m.exec(sdp) ?? []
    const about = new RegExp('^a=(rtpmap|fmtp|rtcp-fb):' + number + ' ')
    const lines = sdp.split('\r\n').filter((line) => !about.test(line))
    return lines.map((line) => (line.startsWith('m=audio ') ? line.replace(' ' + number + ' ', ' ') : line)).join('\r\n')
  }
  const Own = RTCPeerConnection
  globalThis.connections = []
  globalThis.RTCPeerConnection = class extends Own {
    constructor(...given) {
      super(...given)
      globalThis.connections.push(this)
      this.addEventListener('track', ({ track }) => {
        void sounds().resume()
        const analyser = sounds().createAnalyser()
        analyser.fftSize = 8192
        sounds().createMediaStreamSource(new MediaStream([track])).connect(analyser)
        globalThis.listening = { analyser, rate: sounds().sampleRate }
      })
    }
    setRemoteDescription(description) {
      const { type, sdp } = description
      return super.setRemoteDescription(${String(light)} ? { type, sdp: withoutOpus(sdp) } : description)
    }
  }
  if (${String(light)}) {
    const still = new CSSStyleSheet()
    still.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important }')
    document.adoptedStyleSheets = [still]
  }
  const hertz = ${String(hums ?? null)}
  if (hertz !== null && navigator.mediaDevices) {
    navigator.mediaDevices.getUserMedia = async () => {
      void sounds().resume()
      const tone = sounds().createOscillator()
      const level = sounds().createGain()
      const out = sounds().createMediaStreamDestination()
      tone.frequency.value = hertz
      level.gain.value = 0.4
      tone.connect(level).connect(out)
      tone.start()
      globalThis.humming = tone
      return out.stream
    }
  }`

const counting = `(async () => {
  const traffic = { sent: 0, received: 0, heard: 0 }
  const connection = globalThis.connections.findLast(({ connectionState }) => connectionState !== 'closed')
  for (const entry of connection ? (await connection.getStats()).values() : []) {
    if (entry.type === 'outbound-rtp') traffic.sent = entry.packetsSent
    if (entry.type === 'inbound-rtp') {
      traffic.received = entry.packetsReceived
      traffic.heard = entry.totalAudioEnergy ?? 0
    }
  }
  return traffic
})()`

const listening = `(() => {
  if (!globalThis.listening) return 0
  const { analyser, rate } = globalThis.listening
  const levels = new Float32Array(analyser.frequencyBinCount)
  analyser.getFloatFrequencyData(levels)
  const loudest = levels.indexOf(Math.max(...levels))
  return levels[loudest] < -60 ? 0 : (loudest * rate) / analyser.fftSize
})()`

export async function openAgent(
  hub: HubHouse,
  browser: Browser,
  { login, password }: LogIn,
  options: AgentOptions = {},
): Promise<Agent> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    reducedMotion: options.light === true ? 'reduce' : 'no-preference',
  })
  await context.addInitScript({ content: watching(options) })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const bar = page.getByRole('region', { name: '话机' })
  const traffic = () => page.evaluate(counting) as Promise<Traffic>
  await page.goto(`${hub.inside}/console/`)
  await page.getByLabel('工号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()

  const agent: Agent = {
    page,
    context,
    async signIn() {
      await bar.getByRole('button', { name: '签入' }).click()
      await agent.becomes('free')
    },
    async becomes(state, ms = 20_000) {
      const shown = page.locator(`[aria-label="话机"][data-state="${state}"]`)
      await shown.waitFor({ timeout: ms }).catch(async (error: unknown) => {
        const now = await bar.innerText().catch(() => 'nothing')
        throw new Error(`${login} is not ${state} but ${now}: ${String(error)}\n${hub.log().slice(-4_000)}`)
      })
    },
    press: (key) => page.keyboard.press(key),
    callId: async () => (await bar.getAttribute('data-call')) ?? '',
    seat: async () => (await bar.getAttribute('data-seat')) ?? '',
    traffic,
    async talks() {
      const before = await traffic()
      await until(async () => {
        const now = await traffic()
        return now.sent > before.sent + 25 && now.received > before.received + 25 && now.heard > before.heard
      }).catch(async () => {
        const states = await page.evaluate(
          'connections.map((one) => [one.connectionState, one.iceConnectionState, one.signalingState].join())',
        )
        throw new Error(`${login} does not talk: ${JSON.stringify([before, await traffic(), states])}`)
      })
    },
    hears: () => page.evaluate(listening) as Promise<number>,
    async reload() {
      await page.reload()
    },
    close: () => context.close(),
  }
  return agent
}
