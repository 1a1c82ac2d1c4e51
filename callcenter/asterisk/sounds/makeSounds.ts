import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { prompts as hubPrompts } from '#callcenter/ivr/prompts.ts'
import { playBeep, playMelody } from './melody.ts'
import { offlinePrompts } from './offlinePrompts.ts'
import { planSounds, type Sound, voice } from './plan.ts'
import { spell } from './spell.ts'
import { toWav } from './wav.ts'

// Makes the sounds that are missing in the folder of the installed Asterisk; with --count it says how many those are.

const execute = promisify(execFile)
const atOnce = 4
const format = ['-r', '8000', '-c', '1', '-b', '16']

const [tree = '', ...flags] = process.argv.slice(2)
const folder = join(tree, 'sounds')
const prompts = join(folder, 'hub')
const ledger = join(folder, 'made.json')
const made: Record<string, string> = existsSync(ledger)
  ? (JSON.parse(readFileSync(ledger, 'utf8')) as Record<string, string>)
  : {}
const usable = Object.fromEntries(Object.entries(made).filter(([name]) => existsSync(fileOf(name))))
const wanted = planSounds({ ...hubPrompts, ...offlinePrompts }, join(import.meta.dirname, '../prompts'), usable)
// Prompts outlive a new installation of Asterisk, and its music does not.
const tones = [join(folder, 'beep.wav'), join(tree, 'moh/waiting.wav')].filter((file) => !existsSync(file))

if (flags.includes('--count')) process.stdout.write(String(wanted.length + tones.length))
else await makeAll()

async function makeAll() {
  for (const needed of [prompts, join(tree, 'moh')]) mkdirSync(needed, { recursive: true })
  writeFileSync(join(folder, 'beep.wav'), toWav(playBeep()))
  writeFileSync(join(tree, 'moh/waiting.wav'), toWav(playMelody()))
  const left = wanted.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const sound of left) {
        await make(sound)
        made[sound.name] = sound.digest
      }
    }),
  )
  writeFileSync(ledger, JSON.stringify(made, null, 2))
}

/** In one step: a call may be listening to the one that was there before. */
async function make(sound: Sound) {
  const unfinished = join(prompts, `.${sound.name}.wav`)
  if ('recording' in sound) {
    await execute('sox', [sound.recording, ...format, unfinished, 'gain', '-n', String(voice.gain)])
  } else {
    const spoken = join(prompts, `.${sound.name}.spoken.wav`)
    const speed = String(voice.wordsPerMinute)
    await execute('espeak-ng', ['-v', voice.name, '-s', speed, '-w', spoken, spell(sound.text)])
    // Without the silence at either end: numbers are put together of several sounds.
    const trim = ['silence', '1', '0.02', '0.5%', 'reverse', 'silence', '1', '0.02', '0.5%', 'reverse']
    await execute('sox', [
      spoken,
      ...format,
      unfinished,
      ...trim,
      'pad',
      '0.02',
      '0.06',
      'gain',
      '-n',
      String(voice.gain),
    ])
    await execute('rm', [spoken])
  }
  renameSync(unfinished, fileOf(sound.name))
}

function fileOf(name: string) {
  return join(prompts, `${name}.wav`)
}
