import { Input, Segmented } from 'antd'
import { Link, useParams } from 'react-router'
import { articleCategories, type ArticleCategory } from '#core/contract/knowledge.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { among, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { MarkedLine, OpenArticle } from './ArticleFinder.tsx'

const categories = Object.keys(articleCategories) as ArticleCategory[]
const options = [
  { value: '', label: '全部' },
  ...categories.map((value) => ({ value: value as string, label: articleCategories[value] })),
]

export function ArticlesPage() {
  const { one, set } = useFilters()
  const q = useSettled(one('q')?.trim() ?? '', 250)
  const [category] = among(categories, [one('category') ?? ''])
  const narrowed = category === undefined ? {} : { category }
  const all = useAnswer('GET /api/articles', { query: narrowed }, { enabled: q === '', keep: true })
  const found = useAnswer('GET /api/article-search', { query: { q, ...narrowed } }, { enabled: q !== '', keep: true })
  return (
    <Page title="知识条目" aside={<EditLink />}>
      <div className="filters">
        <Input
          className="filter-wide"
          aria-label="查找知识条目"
          placeholder="查找，可用拼音"
          allowClear
          maxLength={200}
          value={one('q') ?? ''}
          onChange={({ target }) => set({ q: target.value })}
        />
        <Segmented options={options} value={category ?? ''} onChange={(value) => set({ category: value })} />
      </div>
      {q === '' ? (
        <Answered of={all} lines={8} isEmpty={(list) => list.length === 0} empty="还没有发布的条目">
          {(list) => (
            <ul className="articles">
              {list.map(({ slug, title, summary, category: of }) => (
                <li key={slug}>
                  <Link to={`/articles/${slug}`}>{title}</Link>
                  <p className="soft">
                    {articleCategories[of]} · {summary}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      ) : (
        <Answered of={found} lines={8} isEmpty={({ hits }) => hits.length === 0} empty={`没有与“${q}”有关的条目`}>
          {({ hits }) => (
            <ul className="articles">
              {hits.map(({ slug, title, snippet, category: of }) => (
                <li key={slug}>
                  <Link to={`/articles/${slug}`}>
                    <MarkedLine pieces={title} />
                  </Link>
                  <p className="soft">
                    {articleCategories[of]} · <MarkedLine pieces={snippet} />
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      )}
    </Page>
  )
}

function EditLink() {
  const { may } = useSession()
  return may('article.write') ? <Link to="/articles/edit">维护知识</Link> : null
}

export function ArticlePage() {
  const { slug = '' } = useParams()
  return (
    <Page title="知识条目" aside={<Link to="/articles">全部条目</Link>}>
      <div className="reading">
        <OpenArticle slug={slug} />
      </div>
    </Page>
  )
}
