import { moment } from '../../format/moment.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { paragraphsOf } from './paragraphs.ts'

type Shown = Pick<Answer<'GET /api/articles/:slug'>, 'title' | 'body'> & { updatedAt?: number }

export function ArticleText({ article }: { article: Shown }) {
  return (
    <article className="article">
      <h3>{article.title}</h3>
      {paragraphsOf(article.body).map((part, index) => {
        if (part.kind === 'heading') return <h4 key={index}>{part.text}</h4>
        if (part.kind === 'list')
          return (
            <ul key={index}>
              {part.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )
        return <p key={index}>{part.text}</p>
      })}
      {article.updatedAt !== undefined && <p className="soft">更新于 {moment(article.updatedAt)}</p>}
    </article>
  )
}
