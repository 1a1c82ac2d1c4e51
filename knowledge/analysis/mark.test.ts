import { describe, expect, it } from 'vitest'
import { mark, markPart } from './mark.ts'

const asked = (...words: string[]) => ({ words, marks: words, sounds: [] as string[] })
const show = (segments: readonly { text: string; marked: boolean }[]) =>
  segments.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

describe('mark', () => {
  it('marks every occurrence, and what touches or overlaps as one', () => {
    expect(show(mark('停水通知：停水', asked('停水', '停水通知', '通知')))).toBe('[停水通知]：[停水]')
    expect(show(mark('没有', asked('停水')))).toBe('没有')
    expect(mark('', asked('停水'))).toEqual([])
  })

  it('finds small letters and capitals alike', () => {
    expect(show(mark('下载 PDF 文件', asked('pdf')))).toBe('下载 [PDF] 文件')
  })

  it('marks what sounds like it where it is not written like it', () => {
    expect(show(mark('怎样查询停水通知', { words: ['听水'], marks: ['听水'], sounds: ['tin_sui'] }))).toBe(
      '怎样查询[停水]通知',
    )
  })

  it('loses and adds nothing, whatever the text', () => {
    const texts = ['İstanbul 停水', '👨‍👩‍👧停水👍', '<b>停水</b>', '停水\n停水\u0000']
    for (const text of texts)
      expect(
        mark(text, asked('停水'))
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
  })
})

describe('markPart', () => {
  const long = `${'前面没有什么。'.repeat(20)}这里讲停水和抢修，还有通知。${'后面也没有什么。'.repeat(20)}`

  it('shows where most is said, from the beginning of a clause, and that it is a part', () => {
    const part = show(markPart(long, asked('停水', '抢修'), 30))
    expect(part).toMatch(/^…这里讲\[停水\]和\[抢修\]，还有通知。/)
    expect(part).toMatch(/…$/)
    expect(part.replaceAll(/[[\]…]/g, '').length).toBe(30)
  })

  it('shows the beginning when nothing is said, and all of what is short', () => {
    expect(show(markPart(long, asked('发票'), 14))).toBe('前面没有什么。前面没有什么。…')
    expect(show(markPart('## 标题\n- 停水\n- 来水', asked('停水'), 30))).toBe('标题 [停水] 来水')
  })

  it('cuts no character in two', () => {
    const part = markPart('😀'.repeat(100), asked('停水'), 33)
      .map((segment) => segment.text)
      .join('')
    expect(part.isWellFormed()).toBe(true)
  })
})
