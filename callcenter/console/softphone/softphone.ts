import type { SoftphoneAccount } from '#core/contract/seats.ts'
import { HubRefusal, sentenceOf } from '../hub/hubRefusal.ts'
import type { Line, LineCall, LineOptions, Registration } from './line.ts'

/**
 * `off`: not signed in. `elsewhere`: another tab has the line. `microphoneRefused`, `noSeat`: signing in again is up to
 * the person. `unavailable`: the exchange or the hub is away, tried again by itself. Else as the line is registered.
 */
export type Link =
  | 'off'
  | 'elsewhere'
  | 'microphoneRefused'
  | 'noSeat'
  | 'unavailable'
  | Exclude<Registration, 'refused'>

export interface SoftphoneState {
  link: Link
  /** A Chinese sentence about what stands in the way; null when nothing does. */
  problem: string | null
  call: LineCall | null
}

export interface SoftphoneDeps {
  takeSeat(): Promise<SoftphoneAccount>
  leaveSeat(): Promise<unknown>
  /** Rejects when the person or the browser does not allow it. */
  openMicrophone(): Promise<MediaStream>
  openLine(options: Omit<LineOptions, 'now'>): Line
  /** The address of the socket at this path of the hub. */
  socketAt(path: string): string
  /** Runs `work` while no other tab has the line; says at once when it has to wait for that. */
  alone(signal: AbortSignal, onWaiting: () => void, work: () => Promise<void>): Promise<void>
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface Softphone {
  state(): SoftphoneState
  onState(hear: () => void): () => void
  /** Takes a seat and registers; keeps at it until `signOut`. */
  signIn(): void
  /** Gives the seat back. Resolves when the hub knows, or does not answer. */
  signOut(): Promise<void>
  answer(): void
  hangUp(): void
  hold(on: boolean): void
  mute(on: boolean): void
  /**
   * The next ring with this number, however it was typed, is one's own: answered by itself, if it comes within a short
   * while. Gives a function that takes this back.
   */
  expectRing(number: string): () => void
  /** The page goes: the seat stays, so that a reload finds the call again. */
  close(): void
}

const retryMs = 3_000
const expectedWithinMs = 20_000

export function createSoftphone(deps: SoftphoneDeps): Softphone {
  let state: SoftphoneState = { link: 'off', problem: null, call: null }
  const hearers = new Set<() => void>()
  let line: Line | undefined
  let signedIn: AbortController | undefined
  let expected: { digits: string; until: number } | undefined
  let taking: Promise<unknown> | undefined

  function tell(change: Partial<SoftphoneState>) {
    const rang = state.call?.state === 'ringing'
    state = { ...state, ...change }
    for (const hear of hearers) hear()
    if (!rang && state.call?.state === 'ringing' && isExpected(state.call.number)) {
      expected = undefined
      line?.answer()
    }
  }

  /** What was typed ends with the number that the hub has made of it: prefixes and separators are left away. */
  const isExpected = (number: string) =>
    expected !== undefined && deps.now() < expected.until && number !== '' && expected.digits.endsWith(digitsOf(number))

  async function serve(signal: AbortSignal) {
    tell({ link: 'connecting', problem: null })
    let microphone: MediaStream
    try {
      microphone = await deps.openMicrophone()
    } catch (error) {
      if (!signal.aborted) tell({ link: 'microphoneRefused', problem: microphoneSentence(error) })
      return
    }
    try {
      while (!signal.aborted) if (!(await serveOnce(signal, microphone))) return
    } finally {
      for (const track of microphone.getTracks()) track.stop()
    }
  }

  /** One account for as long as it holds. Resolves to whether to go on with another. */
  async function serveOnce(signal: AbortSignal, microphone: MediaStream): Promise<boolean> {
    let account: SoftphoneAccount
    try {
      const asked = deps.takeSeat()
      taking = asked
      account = await asked
    } catch (error) {
      if (signal.aborted) return false
      const comesBack = error instanceof HubRefusal && error.passing
      tell({ link: comesBack ? 'unavailable' : 'noSeat', problem: sentenceOf(error) })
      if (comesBack) await deps.sleep(retryMs, signal)
      return comesBack
    }
    if (signal.aborted) return false
    const ended = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => ended.resolve(), { once: true })
    line = deps.openLine({
      socket: deps.socketAt(account.socketPath),
      uri: account.uri,
      password: account.password,
      microphone,
      onChange({ registration, call }) {
        if (signal.aborted) return
        tell({ link: registration === 'refused' ? 'lost' : registration, call, problem: null })
        if (registration === 'refused' && call === null) ended.resolve()
      },
    })
    await ended.promise
    line.close()
    line = undefined
    if (!signal.aborted) await deps.sleep(retryMs, signal)
    return !signal.aborted
  }

  function stop(): boolean {
    if (!signedIn) return false
    signedIn.abort()
    signedIn = undefined
    line?.close()
    line = undefined
    tell({ link: 'off', problem: null, call: null })
    return true
  }

  return {
    state: () => state,
    onState(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    signIn() {
      if (signedIn) return
      const controller = new AbortController()
      const { signal } = controller
      signedIn = controller
      deps
        .alone(
          signal,
          () => tell({ link: 'elsewhere', problem: null }),
          () => serve(signal),
        )
        .catch((error: unknown) => {
          if (!signal.aborted) tell({ link: 'noSeat', problem: sentenceOf(error) })
        })
        .finally(() => {
          if (signedIn === controller) signedIn = undefined
        })
    },
    async signOut() {
      if (!stop()) return
      // The hub is not told of the end before it has heard of the beginning.
      await taking?.catch(() => undefined)
      // Signed in anew meanwhile: it is the same seat.
      if (signedIn) return
      await deps.leaveSeat().catch(() => undefined)
    },
    answer: () => line?.answer(),
    hangUp: () => line?.hangUp(),
    hold: (on) => line?.hold(on),
    mute: (on) => line?.mute(on),
    expectRing(number) {
      const own = { digits: digitsOf(number), until: deps.now() + expectedWithinMs }
      expected = own
      return () => {
        if (expected === own) expected = undefined
      }
    },
    close: () => void stop(),
  }
}

const digitsOf = (number: string) => number.replace(/\D/g, '')

function microphoneSentence(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotFoundError') return '没有找到麦克风，请插好耳麦后重新签入'
  if (name === 'NotReadableError') return '麦克风被其他程序占用，请关闭后重新签入'
  if (name === 'InsecureError') return '此地址不是安全连接（https），浏览器不允许使用麦克风'
  return '麦克风未获允许，不能接听电话。请点地址栏左侧的图标，允许使用麦克风，再重新签入'
}
