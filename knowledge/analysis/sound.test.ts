import { describe, expect, it } from 'vitest'
import { characterPairs, soundPairs, spell } from './sound.ts'
import { foldSyllable, splitSyllables } from './syllables.ts'

describe('splitSyllables', () => {
  it.each([
    ['tingshui', 'ting shui'],
    ['jietishuijia', 'jie ti shui jia'],
    ['zhuangshuibiao', 'zhuang shui biao'],
    ['lvse', 'lv se'],
    ['tinshui', 'tin shui'],
    ['a', 'a'],
  ])('takes %s apart into the fewest syllables: %s', (letters, syllables) => {
    expect(splitSyllables(letters)?.join(' ')).toBe(syllables)
  })

  it.each(['tsdh', 'tingshuix', 'qwerty', 'v'])('finds none in %s', (letters) => {
    expect(splitSyllables(letters)).toBeNull()
  })

  it('finds nothing in nothing, and is quick with a long word', () => {
    expect(splitSyllables('')).toEqual([])
    expect(splitSyllables('shui'.repeat(500))).toHaveLength(500)
  })
})

describe('foldSyllable', () => {
  it('takes for one what half the country does', () => {
    expect(['zhong', 'shang', 'cheng', 'ping', 'lü', 'shui'].map(foldSyllable)).toEqual([
      'zon',
      'san',
      'cen',
      'pin',
      'lv',
      'sui',
    ])
  })
})

describe('the sound of a text', () => {
  it('is one for words that sound alike, and for their pinyin', () => {
    const sound = ['tin_sui']
    for (const text of ['停水', '听水', '亭水', 'tingshui', 'ting shui', "ting'shui", 'TingShui', '停shui']) {
      expect(soundPairs(text), text).toEqual(sound)
    }
  })

  it('is parted by signs, by digits and by what is no pinyin', () => {
    for (const text of ['停，水', '停1水', 'ting,shui', '停 xq 水']) expect(soundPairs(text), text).toEqual([])
  })

  it('of a word with several readings is the one that it has here', () => {
    expect(spell('银行').full).toBe('yinhang')
    expect(spell('重新').full).toBe('chongxin')
  })

  it('is spelled in full and by initials', () => {
    expect(spell('停水通知')).toEqual({ full: 'tingshuitongzhi', initials: 'tstz' })
    expect(spell('')).toEqual({ full: '', initials: '' })
  })
})

it('Characters are paired within what is written together', () => {
  expect(characterPairs('阶梯水，价A格')).toEqual(['阶_梯', '梯_水'])
})
