export interface RingWishes {
  /** 0 to 100. */
  volume: number
  /** The id of a device; '' for the system's own choice. */
  output: string
}

const place = 'console.ring'
const usual: RingWishes = { volume: 50, output: '' }

/** What somebody wishes on this machine. */
export function readRingWishes(): RingWishes {
  try {
    const { volume, output } = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<RingWishes>
    const isLoud = typeof volume === 'number' && volume >= 0 && volume <= 100
    return { volume: isLoud ? volume : usual.volume, output: typeof output === 'string' ? output : usual.output }
  } catch {
    return usual
  }
}

export const writeRingWishes = (wishes: RingWishes): void => localStorage.setItem(place, JSON.stringify(wishes))

/** Not every browser lets a page choose. */
type Sinking = AudioContext & { setSinkId?(id: string): Promise<void> }

/** A telephone's ring, made by the browser itself: a second of two tones, every four, as loud as was wished. */
export function createRing() {
  let context: Sinking | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function strike(audio: AudioContext, loudness: number) {
    const volume = audio.createGain()
    const at = audio.currentTime
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
    volume.gain.setValueAtTime(loudness, at + 0.98)
    volume.gain.linearRampToValueAtTime(0, at + 1)
    volume.connect(audio.destination)
    for (const frequency of [440, 480]) {
      const tone = audio.createOscillator()
      tone.frequency.value = frequency
      tone.connect(volume)
      tone.start(at)
      tone.stop(at + 1)
    }
  }

  return {
    /** Without a click on the page before, a browser may keep it silent. */
    start() {
      if (timer !== undefined) return
      const { volume, output } = readRingWishes()
      const loudness = volume / 200
      context ??= new AudioContext()
      const audio = context
      // A device that was pulled out: it rings where the system likes.
      const ready = Promise.resolve(audio.setSinkId?.(output)).catch(() => undefined)
      void ready.then(() => audio.resume()).then(() => timer !== undefined && strike(audio, loudness))
      timer = setInterval(() => strike(audio, loudness), 4_000)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
      void context?.suspend()
    },
  }
}
export type Ring = ReturnType<typeof createRing>
