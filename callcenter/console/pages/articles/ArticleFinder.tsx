import { Button, Input } from 'antd'
import { useState } from 'react'
import { articleCategories } from '#core/contract/knowledge.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { ArticleText } from './ArticleText.tsx'

type Marked = Answer<'GET /api/article-search'>['hits'][number]['title']

/** Searches published articles, beginning with what fits; one opens in place. */
export function ArticleFinder({ fitting }: { fitting: string }) {
  const [text, setText] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const q = useSettled(text.trim(), 250) || fitting
  const found = useAnswer('GET /api/article-search', { query: { q } }, { keep: true })
  if (open !== null) {
    return (
      <>
        <Button size="small" onClick={() => setOpen(null)}>
          ← 返回结果
        </Button>
        <OpenArticle slug={open} />
      </>
    )
  }
  return (
    <>
      <Input
        aria-label="查找知识条目"
        placeholder={`正在显示与“${fitting}”有关的条目，可输入别的`}
        allowClear
        maxLength={200}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Answered of={found} isEmpty={({ hits }) => hits.length === 0} empty={`没有与“${q}”有关的条目`}>
        {({ hits }) => (
          <ul className="articles">
            {hits.slice(0, 8).map(({ slug, category, title, snippet }) => (
              <li key={slug}>
                <Button type="link" onClick={() => setOpen(slug)}>
                  <MarkedLine pieces={title} />
                </Button>
                <p className="soft">
                  {articleCategories[category]} · <MarkedLine pieces={snippet} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </>
  )
}

export function OpenArticle({ slug }: { slug: string }) {
  const article = useAnswer('GET /api/articles/:slug', { params: { slug } })
  return <Answered of={article}>{(known) => <ArticleText article={known} />}</Answered>
}

export const MarkedLine = ({ pieces }: { pieces: Marked }) =>
  pieces.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>))
