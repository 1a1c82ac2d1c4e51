import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { useSession } from '../../session/session.ts'

/** For when searches find what is no more, or not what is there; asks first, and says what came of it. */
export function RebuildSearch() {
  const { may } = useSession()
  const [isAsking, setAsking] = useState(false)
  if (!may('article.publish')) return null
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        重建查找索引
      </Button>
      {isAsking && <Asking onEnd={() => setAsking(false)} />}
    </>
  )
}

function Asking({ onEnd }: { onEnd: () => void }) {
  const rebuild = useActOnce('POST /api/staff/search-index/rebuild')
  const built = rebuild.data
  const isBusy = rebuild.isPending
  return (
    <Modal
      open
      title="重建查找索引"
      okText="重建"
      okButtonProps={{ loading: isBusy, autoFocus: true }}
      cancelText="暂不重建"
      cancelButtonProps={{ disabled: isBusy }}
      onOk={() => rebuild.mutate({})}
      {...(built && {
        footer: (
          <Button type="primary" autoFocus onClick={onEnd}>
            完成
          </Button>
        ),
      })}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>按全部已发布的条目重新建立查找用的索引。查找结果缺少条目，或查到已下架的条目时使用；重建期间查找照常。</p>
      <div role="status">
        {isBusy && <Line tone="info">正在重建，请稍候</Line>}
        {built && <Line tone="success">已重建，收入 {built.documents} 个条目</Line>}
      </div>
      <RefusedLine error={rebuild.error} />
    </Modal>
  )
}
