import type { Segment } from '#core/knowledge/searchEngine.ts'
import type { QueryPlan } from './analyser.ts'
import { isHan, syllablesOf } from './sound.ts'
import { foldSyllable } from './syllables.ts'

type Span = readonly [start: number, end: number]
type Asked = Pick<QueryPlan, 'marks' | 'sounds' | 'words'>

/** The text in pieces: what was asked for, or what means or sounds the same, is marked. */
export function mark(text: string, asked: Asked): Segment[] {
  const spans = merge(spansIn(text, asked))
  const segments: Segment[] = []
  let at = 0
  for (const [start, end] of spans) {
    if (start > at) segments.push({ text: text.slice(at, start), marked: false })
    segments.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) segments.push({ text: text.slice(at), marked: false })
  return segments
}

/** The part of a text of about `length` characters in which most of what was asked for is, marked. */
export function markPart(text: string, asked: Asked, length = 90): Segment[] {
  const flat = text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/(^| )(#+|-) /g, '$1')
  if (flat.length <= length) return mark(flat, asked)
  const spans = spansIn(flat, asked)
  const scored = spans.map(([start]) => {
    const from = beginningBefore(flat, start)
    const within = spans.filter(([s, e]) => s >= from && e <= from + length)
    return { from, found: new Set(within.map(([s, e]) => flat.slice(s, e))).size }
  })
  const best = scored.reduce((a, b) => (b.found > a.found ? b : a), { from: 0, found: 0 })
  const from = wholeCharacter(flat, Math.max(0, Math.min(best.from, flat.length - length)))
  const to = wholeCharacter(flat, Math.min(flat.length, from + length))
  const part = mark(flat.slice(from, to), asked)
  return [
    ...(from > 0 ? [{ text: '…', marked: false }] : []),
    ...part,
    ...(to < flat.length ? [{ text: '…', marked: false }] : []),
  ]
}

/** A little before the place, where a sentence or clause begins. */
function beginningBefore(text: string, place: number): number {
  const window = text.slice(Math.max(0, place - 24), place)
  const sign = Math.max(...['。', '，', '；', '：', '！', '？', ' '].map((stop) => window.lastIndexOf(stop)))
  return sign < 0 ? Math.max(0, place - 8) : place - window.length + sign + 1
}

/** Not between the two halves of a character beyond the basic plane. */
const wholeCharacter = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at)

function spansIn(text: string, { marks, words, sounds }: Asked): Span[] {
  const lower = text.toLowerCase()
  // Where small letters are longer than capitals, places in one are none in the other.
  const sought = lower.length === text.length ? lower : text
  const wanted = marks.filter((word) => [...word].length > 1 || words.includes(word))
  const spans = wanted.flatMap((word) => occurrences(sought, word))
  return spans.length > 0 || sounds.length === 0 ? spans : soundSpans(text, new Set(sounds))
}

function occurrences(text: string, word: string): Span[] {
  const spans: Span[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    spans.push([at, at + word.length])
  return spans
}

function soundSpans(text: string, sounds: ReadonlySet<string>): Span[] {
  const spans: Span[] = []
  for (const { 0: run, index } of text.matchAll(/\p{Script=Han}{2,}/gu)) {
    if (!isHan(run) || [...run].length !== run.length) continue
    const syllables = syllablesOf(run).map(foldSyllable)
    for (let at = 0; at + 1 < syllables.length; at++) {
      if (sounds.has(`${syllables[at]}_${syllables[at + 1]}`)) spans.push([index + at, index + at + 2])
    }
  }
  return spans
}

function merge(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}
