import { useState } from 'react'
import { Box, Heading, Tap, Words } from '../../elements'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choices } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { RowLink } from '../../components/RowLink/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import type { Answer } from '../../hub/contract.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import './index.scss'

type Hit = Answer<'GET /api/article-search'>['hits'][number]
type Category = Answer<'GET /api/article-categories'>[number]

const usual = ['停水怎么办', '水费怎么算', '怎么过户', '水表不准', '开发票', '水发黄']

/** One box to ask in; below it what people ask most, and everything there is. */
export default function Help() {
  const [text, setText] = useState('')
  const [query, setQuery] = useState('')
  const search = (wanted: string) => {
    setText(wanted)
    setQuery(wanted.trim())
  }
  return (
    <Page title="办事帮助">
      <Field
        id="query"
        label="想问什么"
        value={text}
        onText={(next) => {
          setText(next)
          if (next.trim() === '') setQuery('')
        }}
        keyboard="search"
        most={50}
        placeholder="例如 停水怎么办"
        onEnter={() => search(text)}
      />
      <Button kind="main" onPress={() => search(text)} disabled={text.trim() === ''} id="search">
        查找
      </Button>
      <Box className="help__below">
        {query === '' ? <Everything onSearch={search} /> : <Found key={query} query={query} />}
      </Box>
      <BigCall />
    </Page>
  )
}

function Found({ query }: { query: string }) {
  const { call } = useHub()
  const question = useQuestion(`help.${query}`, () => call('GET /api/article-search', { query: { q: query } }))
  return (
    <Answered question={question} lines={5}>
      {({ hits, total }) =>
        hits.length === 0 ? (
          <Empty icon="search" title="没有找到" how="换个说法试试，比如只写“水表”“发票”。也可以直接打电话问。" />
        ) : (
          <Card title={`找到 ${total} 条`}>
            {hits.map((hit) => (
              <RowLink key={hit.slug} onPress={() => go.to('article', { slug: hit.slug })}>
                <Box className="help__title">
                  <Marked pieces={hit.title} />
                </Box>
                <Box className="soft">
                  <Marked pieces={hit.snippet} />
                </Box>
              </RowLink>
            ))}
          </Card>
        )
      }
    </Answered>
  )
}

function Marked({ pieces }: { pieces: Hit['title'] }) {
  return (
    <>
      {pieces.map(({ text, marked }, index) => (
        <Words key={index} className={marked ? 'help__mark' : ''}>
          {text}
        </Words>
      ))}
    </>
  )
}

function Everything({ onSearch }: { onSearch: (query: string) => void }) {
  const { call } = useHub()
  const question = useQuestion('articles', async () => ({
    categories: await call('GET /api/article-categories'),
    articles: await call('GET /api/articles'),
  }))
  return (
    <>
      <Card title="大家常问">
        <Choices label="大家常问">
          {usual.map((words) => (
            <Tap key={words} className="choice" onPress={() => onSearch(words)}>
              {words}
            </Tap>
          ))}
        </Choices>
      </Card>
      <Answered question={question} lines={6}>
        {({ categories, articles }) =>
          articles.length === 0 ? (
            <Empty icon="help" title="还没有帮助文章" how="有新的办事说明会放在这里。" />
          ) : (
            categories
              .filter(({ articles: count }) => count > 0)
              .map((category) => (
                <OneCategory
                  key={category.category}
                  category={category}
                  articles={articles.filter((article) => article.category === category.category)}
                />
              ))
          )
        }
      </Answered>
    </>
  )
}

function OneCategory({ category, articles }: { category: Category; articles: Answer<'GET /api/articles'> }) {
  const [open, setOpen] = useState(false)
  return (
    <Card>
      <Tap className="help__category" onPress={() => setOpen(!open)} pressed={open}>
        <Heading level={2} className="help__category-name">
          {category.name}
        </Heading>
        <Words className="soft">
          {category.articles} 篇，{open ? '收起' : '展开'}
        </Words>
      </Tap>
      {open &&
        articles.map(({ slug, title, summary }) => (
          <RowLink key={slug} onPress={() => go.to('article', { slug })}>
            <Box className="help__title">{title}</Box>
            <Box className="soft">{summary}</Box>
          </RowLink>
        ))}
    </Card>
  )
}
