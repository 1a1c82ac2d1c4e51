import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { synonyms, tradeWords } from './analysis/words.ts'

/**
 * A text as words, in lower case and without signs: long words also as the shorter ones in them, as a search wants it.
 */
export type SegmentText = (text: string) => string[]

/** Above what the general dictionary knows of any of them, so that these words stay whole. */
const frequency = 200_000

/** Loads the dictionary: half a second of work, so once a process. Every search engine gets its words from here. */
export function createSegmentText(): SegmentText {
  const jieba = Jieba.withDict(dict)
  const own = new Set([...tradeWords, ...synonyms.flat()])
  jieba.loadDict(Buffer.from([...own].map((word) => `${word} ${frequency} n`).join('\n')))
  return (text) => jieba.cutForSearch(normalise(text), true).filter((word) => sayable.test(word))
}

const sayable = /^[\p{L}\p{N}]+$/u

/** One form of a text for comparisons: full-width letters and digits become plain, capitals small. */
export const normalise = (text: string): string => text.normalize('NFKC').toLowerCase()
