import { App, Button, Table, type TableColumnsType } from 'antd'
import type { LiveCall } from '#core/contract/calls.ts'
import { duration } from '../../format/moment.ts'
import { callKinds, callPhases, maskedPhone } from '../../format/words.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { useAct } from '../../hub/useAnswer.ts'

interface BoardCallsProps {
  calls: readonly LiveCall[]
  now: number
  onChange(): void
}

export function BoardCalls({ calls, now, onChange }: BoardCallsProps) {
  const { modal, message } = App.useApp()
  const hangUp = useAct('POST /api/staff/calls/:callId/hang-up')
  const ask = ({ id, number }: LiveCall) =>
    modal.confirm({
      title: `挂断 ${maskedPhone(number)} 的通话？`,
      content: '对方和话务员的通话会立即结束，不能恢复。',
      okText: '挂断',
      okButtonProps: { danger: true },
      onOk: () =>
        hangUp.mutateAsync({ params: { callId: id } }).then(onChange, (error: unknown) => {
          void message.error(sentenceOf(error))
        }),
    })
  const columns: TableColumnsType<LiveCall> = [
    { title: '对方号码', dataIndex: 'number', className: 'figures', render: maskedPhone },
    { title: '类型', dataIndex: 'kind', render: (kind: LiveCall['kind']) => callKinds[kind] },
    { title: '现在', dataIndex: 'phase', render: (phase: LiveCall['phase']) => callPhases[phase] },
    {
      title: '户号',
      dataIndex: 'accountNumber',
      className: 'figures',
      render: (number: string | null) => number ?? '—',
    },
    { title: '话务员', dataIndex: 'staffName', render: (name: string | null) => name ?? '—' },
    {
      title: '等待',
      key: 'waited',
      align: 'right',
      className: 'figures',
      render: (_, { queuedAt, answeredAt }) => (queuedAt === null ? '—' : duration((answeredAt ?? now) - queuedAt)),
    },
    {
      title: '总时长',
      key: 'length',
      align: 'right',
      className: 'figures',
      render: (_, { startedAt }) => duration(now - startedAt),
    },
    {
      title: '操作',
      key: 'act',
      render: (_, call) => (
        <Button size="small" danger onClick={() => void ask(call)}>
          挂断
        </Button>
      ),
    },
  ]
  return (
    <section aria-label="正在进行的通话">
      <h2>正在进行的通话</h2>
      <Table<LiveCall>
        aria-label="正在进行的通话"
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={calls}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: '现在没有通话' }}
      />
    </section>
  )
}
