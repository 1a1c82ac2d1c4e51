import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import { createSegmentText, normalise, type SegmentText } from '../segmentText.ts'
import { characterPairs, isHan, soundPairs, spell } from './sound.ts'
import { suggestionsOf, type SuggestionKey } from './suggestionKeys.ts'
import { splitSyllables, foldSyllable } from './syllables.ts'
import { stopWords, synonyms } from './words.ts'

/** What both engines index of a document, field by field: lists of terms, none with a space in it. */
export interface AnalysedDocument {
  title: string[]
  keywords: string[]
  summary: string[]
  body: string[]
  /** Groups of synonyms that title, keywords and summary speak of. */
  concepts: string[]
  /** Of title, keywords and summary: neighbouring characters, and neighbouring sounds. */
  pairs: string[]
  sounds: string[]
  /** The words of title and keywords, folded, as one types them. */
  spellings: string[]
  initials: string[]
  suggestions: SuggestionKey[]
}

/** What both engines ask for. Empty lists ask for nothing; when all are empty, nothing can be found. */
export interface QueryPlan {
  words: string[]
  concepts: string[]
  pairs: string[]
  sounds: string[]
  spellings: string[]
  initials: string[]
  /** Words whose mark in a text shows why it was found: those asked for, and what means the same. */
  marks: string[]
}

export interface Analyser {
  segmentText: SegmentText
  document(document: SearchDocument): AnalysedDocument
  query(text: string): QueryPlan
}

/** More of a text than a question has is cut off: nobody waits for a page to be looked up. */
const longestQuery = 100

export function createAnalyser(segmentText: SegmentText = createSegmentText()): Analyser {
  return {
    segmentText,
    document({ title, keywords, summary, body }) {
      const strong = [title, ...keywords]
      const strongWords = strong.flatMap(segmentText)
      const described = [...strong, summary]
      const suggestions = suggestionsOf({ title, keywords }, segmentText)
      return {
        title: segmentText(title),
        keywords: keywords.flatMap(segmentText),
        summary: segmentText(summary),
        body: segmentText(body),
        concepts: conceptsOf([...strongWords, ...segmentText(summary)]),
        pairs: described.flatMap(characterPairs),
        sounds: described.flatMap(soundPairs),
        spellings: unique([...strongWords, ...keywords].filter(isHan).map(spellFolded)),
        initials: unique(suggestions.flatMap((suggestion) => suggestion.initials)),
        suggestions,
      }
    },
    query(text) {
      const asked = [...text].slice(0, longestQuery).join('')
      const all = unique(segmentText(asked))
      const words = meaningful(all)
      const letters = normalise(asked).match(/[a-z]{2,}/g) ?? []
      const concepts = conceptsOf(all)
      return {
        words,
        concepts,
        pairs: characterPairs(words.length === all.length ? asked : withoutAsking(asked)),
        sounds: soundPairs(words.length === all.length ? asked : withoutAsking(asked)),
        spellings: unique([...letters, letters.join('')].filter((typed) => typed.length > 3).map(foldTyped)),
        initials: letters.filter((typed) => typed.length <= 10),
        marks: unique([...words, ...synonyms.filter(([first]) => first && concepts.includes(first)).flat()]),
      }
    },
  }
}

/** Single characters say little beside whole words; words of asking say nothing, unless there are no others. */
function meaningful(words: readonly string[]): string[] {
  const telling = words.filter((word) => !stopWords.has(word))
  const whole = telling.filter((word) => [...word].length > 1)
  if (whole.length > 0) return whole
  return telling
}

const asking = [...stopWords].filter((word) => isHan(word) && word.length > 1).toSorted((a, b) => b.length - a.length)
const askingWords = new RegExp(asking.join('|'), 'gu')
/** A sign where a word of asking was: what stood around it is not neighbouring. */
const withoutAsking = (text: string) => text.replaceAll(askingWords, ' , ')

const groupsOf = new Map<string, string[]>()
for (const group of synonyms) {
  const [first] = group
  if (first === undefined) continue
  for (const word of group) groupsOf.set(word, [...(groupsOf.get(word) ?? []), first])
}
const conceptsOf = (words: readonly string[]) => unique(words.flatMap((word) => groupsOf.get(word) ?? []))

const spellFolded = (word: string) => foldTyped(spell(word).full)
const foldTyped = (letters: string) => splitSyllables(letters)?.map(foldSyllable).join('') ?? letters

const unique = (terms: readonly string[]) => [...new Set(terms)]
