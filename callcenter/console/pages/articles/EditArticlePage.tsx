import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { newId } from '#core/kernel/id.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { ArticleActs } from './ArticleActs.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import { type StaffArticle, staffArticleKey, stateTone, stateWord } from './articleWords.ts'
import '../../list/cells.css'

/** A new article, or the next version of one. */
export function EditArticlePage() {
  const { articleId } = useParams()
  return (
    <Page
      title={articleId === undefined ? '新写条目' : '修改条目'}
      needs="article.write"
      aside={<Link to="/articles/edit">全部条目</Link>}
    >
      {articleId === undefined ? <NewArticle /> : <KnownArticle articleId={articleId} />}
    </Page>
  )
}

function NewArticle() {
  const { now } = useHub()
  const [id] = useState(() => newId(now()))
  return <ArticleForm articleId={id} article={null} />
}

function KnownArticle({ articleId }: { articleId: string }) {
  const article = useAnswer(staffArticleKey, { params: { articleId } })
  return (
    <Answered of={article} lines={12}>
      {(known) => <Whole article={known} />}
    </Answered>
  )
}

function Whole({ article }: { article: StaffArticle }) {
  return (
    <>
      <h2 className="who">
        <Mark tone={stateTone(article)}>{stateWord(article)}</Mark> {article.versions[0]?.title}
      </h2>
      <ArticleActs article={article} />
      <ArticleForm key={article.version} articleId={article.id} article={article} />
      <section aria-label="历次修改">
        <h2>历次修改</h2>
        <ol className="articles">
          {article.versions.map(({ version, author, createdAt, title }) => (
            <li key={version}>
              第 {version} 版 {version === article.publishedVersion && <Mark tone="success">居民看到的</Mark>} {title}
              <p className="soft figures">
                {author}，{moment(createdAt)}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
