import { describe, expect, it } from 'vitest'
import { stopWords, synonyms, tradeWords } from './analysis/words.ts'
import { createSegmentText } from './segmentText.ts'

const segmentText = createSegmentText()

describe('segmentText', () => {
  it('keeps every word of the trade whole', () => {
    const words = [...tradeWords, ...synonyms.flat()].filter((word) => !/\d/.test(word))
    expect(words.filter((word) => !segmentText(word).includes(word))).toEqual([])
  })

  it('gives long words also as the shorter ones in them', () => {
    expect(segmentText('阶梯水价').toSorted()).toEqual(['水价', '阶梯', '阶梯水价'].toSorted())
    expect(segmentText('我家没水了')).toEqual(['我家', '没水', '了'])
  })

  it('knows no signs, no capitals and no full width', () => {
    expect(segmentText('  ＰＤＦ、OFD和 xml！😀？ ')).toEqual(['pdf', 'ofd', '和', 'xml'])
    expect(segmentText('')).toEqual([])
    expect(segmentText('\u0000\uFFFF\uD83D')).toEqual([])
  })
})

describe('the words that are known', () => {
  it('say what is asked for, or how it is asked, never both', () => {
    const meant = new Set([...tradeWords, ...synonyms.flat()])
    expect([...stopWords].filter((word) => meant.has(word))).toEqual([])
  })
})
