import { rate } from './wav.ts'

/** Steps of the pentatonic scale above `lowest`; null is a rest. */
const tune = [0, 2, 4, 2, 3, null, 2, 1, 0, null, 1, 2, 4, 5, 4, null, 3, 2, 1, 2, 0, null, null, null]
const bass = [0, null, null, -2, null, null, -1, null, null, 0, null, null]
const semitones = [0, 2, 4, 7, 9]
const lowest = 293.66
const beat = 0.62
const ring = 1.8

/** What callers hear while they wait: bells on five notes, quiet, a good minute until it repeats. */
export function playMelody(): Float32Array {
  const verses = 4
  const beats = tune.length * verses
  const sound = new Float32Array(Math.round(rate * (beats * beat + ring)))
  for (let index = 0; index < beats; index++) {
    const verse = Math.floor(index / tune.length)
    // Every second verse answers the first, a step higher.
    const step = tune[index % tune.length] ?? null
    if (step !== null) strike(sound, index * beat, pitch(step + (verse % 2)), 0.16)
    const low = bass[index % bass.length] ?? null
    if (low !== null) strike(sound, index * beat, pitch(low) / 2, 0.1)
  }
  return sound
}

/** A short tone after which the caller speaks. */
export function playBeep(): Float32Array {
  const seconds = 0.25
  return Float32Array.from({ length: rate * seconds }, (_, index) => {
    const at = index / rate
    return 0.35 * edge(at, seconds) * Math.sin(2 * Math.PI * 880 * at)
  })
}

const pitch = (step: number): number => {
  const octave = Math.floor(step / semitones.length)
  const tone = semitones[step - octave * semitones.length] ?? 0
  return lowest * 2 ** (octave + tone / 12)
}

/** Adds a bell: a tone and its octave, that fade. */
function strike(sound: Float32Array, at: number, hertz: number, loud: number) {
  const first = Math.round(at * rate)
  const length = Math.min(Math.round(ring * rate), sound.length - first)
  for (let index = 0; index < length; index++) {
    const passed = index / rate
    const turn = 2 * Math.PI * hertz * passed
    const wave = Math.sin(turn) + 0.25 * Math.sin(2 * turn)
    sound[first + index] = (sound[first + index] ?? 0) + loud * edge(passed, ring) * Math.exp(-2.2 * passed) * wave
  }
}

/** Without a click at either end. */
const edge = (at: number, seconds: number) => Math.min(1, at / 0.01, (seconds - at) / 0.02)
