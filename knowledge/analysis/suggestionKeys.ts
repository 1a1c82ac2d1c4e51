import { normalise, type SegmentText } from '../segmentText.ts'
import { isHan, spell } from './sound.ts'

/** A phrase of a document, and everything whose beginning one may type to be shown it. */
export interface SuggestionKey {
  phrase: string
  /** Greater is shown first. */
  weight: number
  /** The phrase from its first word on, as it is written and as it is spelled. */
  texts: string[]
  initials: string[]
}

const mostStarts = 8
const longestKey = 40

/** The title and the keywords, from the beginning of each of their words on: 停水通知 is found in 怎样查询停水通知. */
export function suggestionsOf(
  { title, keywords }: { title: string; keywords: readonly string[] },
  segmentText: SegmentText,
): SuggestionKey[] {
  const whole = [title, ...keywords]
  return whole.flatMap((phrase, index) =>
    startsOf(phrase, segmentText).map((rest, start): SuggestionKey => {
      const spelled = spell([...rest].filter((character) => isHan(character)).join(''))
      // From its beginning a phrase is what somebody wants to type; from the middle, perhaps.
      const weight = (start === 0 ? 20 : 10) + (index === 0 ? 5 : 0)
      return {
        phrase,
        weight,
        texts: [rest, spelled.full].map((key) => key.slice(0, longestKey)).filter((key) => key !== ''),
        initials: spelled.initials.length > 1 ? [spelled.initials.slice(0, longestKey)] : [],
      }
    }),
  )
}

/** The form of what is typed that keys are compared with. */
export const suggestionPrefix = (typed: string): string => compact(typed).slice(0, longestKey)

const compact = (text: string) => normalise(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')

function startsOf(phrase: string, segmentText: SegmentText): string[] {
  const text = compact(phrase)
  const starts = new Set([0])
  for (const word of segmentText(phrase)) {
    const at = text.indexOf(word)
    if (at > 0 && [...word].length > 1) starts.add(at)
  }
  return [...starts]
    .toSorted((a, b) => a - b)
    .slice(0, mostStarts)
    .map((at) => text.slice(at))
}
