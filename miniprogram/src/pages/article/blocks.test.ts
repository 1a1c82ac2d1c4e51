import { expect, it } from 'vitest'
import { blocksOf } from './blocks.ts'

it('an article’s text is taken apart into headings, items and paragraphs', () => {
  expect(blocksOf('第一段\n还是第一段\n\n第二段\n## 标题\n- 甲\n- 乙\n尾声\n')).toEqual([
    { kind: 'paragraph', text: '第一段还是第一段' },
    { kind: 'paragraph', text: '第二段' },
    { kind: 'heading', text: '标题' },
    { kind: 'item', text: '• 甲' },
    { kind: 'item', text: '• 乙' },
    { kind: 'paragraph', text: '尾声' },
  ])
})
