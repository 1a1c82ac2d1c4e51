import { Button, Select } from 'antd'
import { Link } from 'react-router'
import { articleCategories, ArticleCategory, ArticleState } from '#core/contract/knowledge.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { among, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { type ListedArticle, staffArticlesKey, stateTone, stateWord } from './articleWords.ts'
import { RebuildSearch } from './RebuildSearch.tsx'
import { SearchMisses } from './SearchMisses.tsx'
import '../../list/cells.css'

const perPage = 50

const columns: ListColumn<ListedArticle>[] = [
  {
    title: '标题',
    key: 'title',
    ellipsis: true,
    width: 340,
    render: (_, { id, title }) => <Link to={`/articles/edit/${id}`}>{title}</Link>,
  },
  {
    title: '状态',
    key: 'state',
    render: (_, article) => <Mark tone={stateTone(article)}>{stateWord(article)}</Mark>,
  },
  { title: '类别', dataIndex: 'category', render: (category: ArticleCategory) => articleCategories[category] },
  { title: '修改时间', dataIndex: 'updatedAt', className: 'figures', render: moment },
]

export const EditArticlesPage = () => (
  <Page
    title="维护知识"
    needs="article.write"
    aside={
      <>
        <Link to="/articles/edit/new">新写条目</Link>
        <RebuildSearch />
      </>
    }
  >
    <EditArticles />
  </Page>
)

function EditArticles() {
  const { one, set } = useFilters()
  const [state] = among(ArticleState.options, [one('state') ?? ''])
  const [category] = among(ArticleCategory.options, [one('category') ?? ''])
  const page = Math.max(1, Number.parseInt(one('page') ?? '1', 10) || 1)
  const query = { page, ...(state !== undefined && { state }), ...(category !== undefined && { category }) }
  const articles = useAnswer(staffArticlesKey, { query }, { keep: true })
  return (
    <div className="two-columns">
      <section aria-label="全部条目">
        <div className="filters">
          <Select
            className="filter"
            aria-label="状态"
            placeholder="全部状态"
            allowClear
            value={state ?? null}
            options={[
              { value: 'draft', label: '草稿' },
              { value: 'published', label: '已发布' },
              { value: 'retired', label: '已下架' },
            ]}
            onChange={(next: string | undefined) => set({ state: next, page: undefined })}
          />
          <Select
            className="filter"
            aria-label="类别"
            placeholder="全部类别"
            allowClear
            value={category ?? null}
            options={ArticleCategory.options.map((value) => ({ value, label: articleCategories[value] }))}
            onChange={(next: string | undefined) => set({ category: next, page: undefined })}
          />
        </div>
        <Answered
          of={articles}
          lines={10}
          isEmpty={({ total }) => total === 0}
          empty="没有符合条件的条目；点“新写条目”开始"
        >
          {({ total, articles: shown }) => (
            <Rows<ListedArticle>
              name="全部条目"
              columns={columns}
              rows={shown}
              pageOf={({ id }) => `/articles/edit/${id}`}
              waiting={articles.isPlaceholderData}
              busy={articles.isFetching}
              foot={
                <>
                  共 {total} 条
                  {page > 1 && (
                    <Button size="small" onClick={() => set({ page: page === 2 ? undefined : String(page - 1) })}>
                      上一页
                    </Button>
                  )}
                  {page * perPage < total && (
                    <Button size="small" onClick={() => set({ page: String(page + 1) })}>
                      下一页
                    </Button>
                  )}
                </>
              }
            />
          )}
        </Answered>
      </section>
      <SearchMisses />
    </div>
  )
}
