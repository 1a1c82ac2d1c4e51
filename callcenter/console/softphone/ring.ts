/** A telephone's ring, made by the browser itself: a second of two tones, every four. */
export function createRing() {
  let context: AudioContext | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function strike(audio: AudioContext) {
    const volume = audio.createGain()
    const at = audio.currentTime
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02)
    volume.gain.setValueAtTime(0.25, at + 0.98)
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
      context ??= new AudioContext()
      const audio = context
      void audio.resume().then(() => timer !== undefined && strike(audio))
      timer = setInterval(() => strike(audio), 4_000)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
      void context?.suspend()
    },
  }
}
export type Ring = ReturnType<typeof createRing>
