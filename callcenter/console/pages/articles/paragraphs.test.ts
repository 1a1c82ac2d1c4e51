import { expect, it } from 'vitest'
import { paragraphsOf } from './paragraphs.ts'

it('An article is read as headings, lists and text', () => {
  expect(paragraphsOf('第一段\n第二行\n\n## 办法\n- 甲\n- 乙\n结尾\n\n\n')).toEqual([
    { kind: 'text', text: '第一段\n第二行' },
    { kind: 'heading', text: '办法' },
    { kind: 'list', items: ['甲', '乙'] },
    { kind: 'text', text: '结尾' },
  ])
})
