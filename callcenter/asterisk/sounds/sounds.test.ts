import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { playBeep, playMelody } from './melody.ts'
import { planSounds, type Sound } from './plan.ts'
import { spell } from './spell.ts'
import { rate, toWav } from './wav.ts'

describe('a sentence for the voice', () => {
  it('has syllables with their tones, and pauses', () => {
    expect(spell('您好，再见。')).toBe('nin2 hao3, zai4 jian4.')
  })

  it('reads digits one by one', () => {
    expect(spell('拨打966566')).toBe('bo1 da3 jiu3 liu4 liu4 wu3 liu4 liu4')
  })

  it('writes ü as v', () => {
    expect(spell('女')).toBe('nv3')
  })
})

describe('what has to be made', () => {
  let recordings: string
  beforeEach(() => {
    recordings = mkdtempSync(join(tmpdir(), 'recordings-'))
  })
  afterEach(() => rmSync(recordings, { recursive: true }))

  const prompts = { hello: '您好', bye: '再见' }
  const namesOf = (sounds: readonly Sound[]) => sounds.map(({ name }) => name)
  const ledger = (sounds: readonly Sound[]) => Object.fromEntries(sounds.map(({ name, digest }) => [name, digest]))

  it('is everything at first, and nothing after that', () => {
    const first = planSounds(prompts, recordings, {})
    expect(namesOf(first)).toEqual(['hello', 'bye'])
    expect(planSounds(prompts, recordings, ledger(first))).toEqual([])
  })

  it('is a prompt whose text is another', () => {
    const made = ledger(planSounds(prompts, recordings, {}))
    expect(namesOf(planSounds({ ...prompts, bye: '下次再见' }, recordings, made))).toEqual(['bye'])
  })

  it('is one that somebody has recorded, and again when the recording is another', () => {
    const made = ledger(planSounds(prompts, recordings, {}))
    const recording = join(recordings, 'hello.wav')
    writeFileSync(recording, 'studio')
    const [planned] = planSounds(prompts, recordings, made)
    expect(planned).toMatchObject({ name: 'hello', recording })
    if (!planned) return
    expect(planSounds(prompts, recordings, { ...made, ...ledger([planned]) })).toEqual([])
    writeFileSync(recording, 'studio, second take')
    expect(namesOf(planSounds(prompts, recordings, { ...made, ...ledger([planned]) }))).toEqual(['hello'])
  })
})

describe('music', () => {
  it('lasts a minute, is quiet, and begins and ends without a click', () => {
    const melody = playMelody()
    expect(melody.length / rate).toBeGreaterThan(50)
    expect(melody.every((sample) => Math.abs(sample) < 0.6)).toBe(true)
    expect(melody.some((sample) => Math.abs(sample) > 0.1)).toBe(true)
    expect(Math.abs(melody[0] ?? 1)).toBeLessThan(0.01)
    expect(Math.abs(melody.at(-1) ?? 1)).toBeLessThan(0.01)
    expect(playBeep().length).toBe(rate / 4)
  })

  it('is a WAV file as Asterisk reads it', () => {
    const wav = toWav(Float32Array.of(0, 1, -1, 2))
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 8_000, 16])
    expect([wav.readInt16LE(44), wav.readInt16LE(46), wav.readInt16LE(48), wav.readInt16LE(50)]).toEqual([
      0, 32_767, -32_767, 32_767,
    ])
  })
})
