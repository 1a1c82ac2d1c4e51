import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { useSession } from '../../session/session.ts'
import { ArticleText } from './ArticleText.tsx'
import { articleKeys, type StaffArticle } from './articleWords.ts'

/** Publishing is done by whoever has read it: the text stands in the question. */
export function ArticleActs({ article }: { article: StaffArticle }) {
  const { may } = useSession()
  const [act, setAct] = useState<'publish' | 'retire' | null>(null)
  const isOut = article.state === 'published'
  if (!may('article.publish')) return null
  return (
    <div className="acts">
      {(!isOut || article.publishedVersion !== article.version) && (
        <Button type="primary" onClick={() => setAct('publish')}>
          审核并发布
        </Button>
      )}
      {isOut && (
        <Button danger onClick={() => setAct('retire')}>
          下架
        </Button>
      )}
      {act === 'publish' && <Publish article={article} onEnd={() => setAct(null)} />}
      {act === 'retire' && <Retire article={article} onEnd={() => setAct(null)} />}
    </div>
  )
}

interface ActProps {
  article: StaffArticle
  onEnd: () => void
}

function Publish({ article, onEnd }: ActProps) {
  const { message } = App.useApp()
  const publish = useAct('POST /api/staff/articles/:articleId/publication', articleKeys)
  const newest = article.versions[0]
  if (!newest) return null
  return (
    <Modal
      open
      title={`发布第 ${newest.version} 版：${newest.title}`}
      okText="发布"
      okButtonProps={{ loading: publish.isPending }}
      cancelText="暂不发布"
      width={720}
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        publish.mutate(
          { params: { articleId: article.id }, body: { version: newest.version } },
          {
            onSuccess: () => {
              void message.success(`已发布“${newest.title}”`)
              onEnd()
            },
          },
        )
      }
    >
      <p className="soft">{newest.summary}</p>
      <ArticleText article={newest} />
      <RefusedLine error={publish.error} />
    </Modal>
  )
}

function Retire({ article, onEnd }: ActProps) {
  const { message } = App.useApp()
  const retire = useAct('POST /api/staff/articles/:articleId/retirement', articleKeys)
  const title = article.versions[0]?.title ?? ''
  return (
    <Modal
      open
      title={`下架：${title}`}
      okText="下架此条目"
      okButtonProps={{ danger: true, loading: retire.isPending }}
      cancelText="保留"
      onCancel={onEnd}
      onOk={() =>
        retire.mutate(
          { params: { articleId: article.id } },
          {
            onSuccess: () => {
              void message.success(`已下架“${title}”`)
              onEnd()
            },
          },
        )
      }
    >
      <p>下架后居民和话务员都看不到它，也查找不到；以后可以重新发布。</p>
      <RefusedLine error={retire.error} />
    </Modal>
  )
}
