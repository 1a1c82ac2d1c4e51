import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { moment } from '../../format/moment.ts'
import { spokenNumber } from '../../format/words.ts'
import { type Answer, useAct, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { BlockNumber } from './BlockNumber.tsx'

export const blockedKey = 'GET /api/staff/hotline/blocked-numbers'
type Blocked = Answer<typeof blockedKey>[number]

/** Numbers that the hotline does not take. */
export function BlockedTab() {
  const { now } = useHub()
  const blocked = useAnswer(blockedKey, {})
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Blocked | null>(null)
  return (
    <>
      <div className="filters">
        <Button type="primary" onClick={() => setAdding(true)}>
          拦截号码
        </Button>
        <span className="soft">来电会听到说明后挂断。查看和更改都会留下审计记录。</span>
      </div>
      {adding && <BlockNumber onEnd={() => setAdding(false)} />}
      {removing && <UnblockNumber blocked={removing} onEnd={() => setRemoving(null)} />}
      <Answered
        of={blocked}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="没有拦截任何号码；骚扰热线的号码可以在这里拦截"
      >
        {(all) => (
          <Rows<Blocked>
            name="拦截的号码"
            columns={columnsOf(now(), setRemoving)}
            rows={all}
            foot={`共 ${all.length} 个`}
          />
        )}
      </Answered>
    </>
  )
}

const isOver = ({ until }: Blocked, now: number) => until !== null && until <= now

const columnsOf = (now: number, remove: (blocked: Blocked) => void): ListColumn<Blocked>[] => [
  {
    title: '号码',
    dataIndex: 'number',
    className: 'figures',
    render: spokenNumber,
    sheet: { of: ({ number }) => number },
  },
  { title: '原因', dataIndex: 'reason', className: 'long-cell', sheet: { of: ({ reason }) => reason } },
  {
    title: '状态',
    key: 'state',
    render: (_, blocked) =>
      isOver(blocked, now) ? <Mark tone="quiet">已到期</Mark> : <Mark tone="danger">拦截中</Mark>,
    sheet: { of: (blocked) => (isOver(blocked, now) ? '已到期' : '拦截中') },
  },
  {
    title: '截止',
    dataIndex: 'until',
    className: 'figures',
    render: (until: number | null) => (until === null ? '长期' : moment(until)),
    sheet: { kind: 'moment', of: ({ until }) => until },
  },
  { title: '操作人', dataIndex: 'blockedByName', sheet: { of: ({ blockedByName }) => blockedByName } },
  {
    title: '拦截时间',
    dataIndex: 'blockedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ blockedAt }) => blockedAt },
  },
  {
    title: '操作',
    key: 'acts',
    render: (_, blocked) => (
      <Button size="small" onClick={() => remove(blocked)}>
        取消拦截
      </Button>
    ),
  },
]

function UnblockNumber({ blocked, onEnd }: { blocked: Blocked; onEnd(): void }) {
  const { message } = App.useApp()
  const unblock = useAct('DELETE /api/staff/hotline/blocked-numbers/:blockedId', [blockedKey])
  const number = spokenNumber(blocked.number)
  return (
    <Modal
      open
      title={`取消拦截 ${number}`}
      okText="取消拦截"
      okButtonProps={{ danger: true, loading: unblock.isPending }}
      cancelText="继续拦截"
      onCancel={onEnd}
      onOk={() =>
        unblock.mutate(
          { params: { blockedId: blocked.id } },
          {
            onSuccess: () => {
              void message.success(`已取消拦截 ${number}`)
              onEnd()
            },
          },
        )
      }
    >
      <p>这个号码会立即可以打进热线。拦截原因：{blocked.reason}</p>
      <RefusedLine error={unblock.error} />
    </Modal>
  )
}
