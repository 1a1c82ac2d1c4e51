import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Changes when sounds are to be made anew though their texts are the same. */
export const voice = { name: 'cmn-latn-pinyin', wordsPerMinute: 160, gain: -6 } as const

/** A sound to be made: spoken, or from a recording that takes the machine's place. */
export type Sound = { name: string; digest: string } & ({ text: string } | { recording: string })

/**
 * What has to be made of these prompts, in whatever state `made` (name → digest) the last run has left things. A
 * recording `<name>.wav` in `recordings` comes before the machine's voice.
 */
export function planSounds(
  prompts: Readonly<Record<string, string>>,
  recordings: string,
  made: Readonly<Record<string, string>>,
): Sound[] {
  return Object.entries(prompts)
    .map(([name, text]): Sound => {
      const recording = join(recordings, `${name}.wav`)
      return existsSync(recording)
        ? { name, recording, digest: digestOf(readFileSync(recording)) }
        : { name, text, digest: digestOf(JSON.stringify([voice, text])) }
    })
    .filter(({ name, digest }) => made[name] !== digest)
}

const digestOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 32)
