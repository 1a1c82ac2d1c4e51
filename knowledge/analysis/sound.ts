import { pinyin } from 'pinyin-pro'
import { normalise } from '../segmentText.ts'
import { foldSyllable, splitSyllables } from './syllables.ts'

const han = /^\p{Script=Han}+$/u
const runs = /\p{Script=Han}+|[a-z]+|[^\p{Script=Han}a-z\s']+/gu

export const isHan = (text: string): boolean => han.test(text)

/** The syllables of a text of Han characters, one for each of them; what has no sound is its own. */
export const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable || '?')

/** How a word is spelled on a keyboard, and how by its initials alone: 停水 is tingshui and ts. */
export function spell(word: string): { full: string; initials: string } {
  const syllables = [...word].length === 0 ? [] : syllablesOf(word)
  return { full: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') }
}

/**
 * A text by its sound: each syllable with the next, folded, also where the text itself is pinyin. 停水, 听水 and
 * `tingshui` sound alike. Signs and digits part what stands around them.
 */
export function soundPairs(text: string): string[] {
  const pairs = new Set<string>()
  let last: string | null = null
  for (const [run] of normalise(text).matchAll(runs)) {
    const syllables = isHan(run) ? syllablesOf(run) : /^[a-z]/.test(run) ? splitSyllables(run) : null
    if (syllables === null) {
      last = null
      continue
    }
    for (const syllable of syllables.map(foldSyllable)) {
      if (last !== null) pairs.add(`${last}_${syllable}`)
      last = syllable
    }
  }
  return [...pairs]
}

/**
 * Each Han character with the next: what is left of a phrase when one of its characters is wrong. Written 停_水, so that
 * no pair is taken for a word.
 */
export function characterPairs(text: string): string[] {
  const pairs = new Set<string>()
  for (const [run] of normalise(text).matchAll(/\p{Script=Han}+/gu)) {
    const characters = [...run]
    for (const [index, character] of characters.entries()) {
      const next = characters[index + 1]
      if (next !== undefined) pairs.add(`${character}_${next}`)
    }
  }
  return [...pairs]
}
