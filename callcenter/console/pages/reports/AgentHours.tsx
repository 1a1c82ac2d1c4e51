import { Table, type TableColumnsType } from 'antd'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { duration } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { type AgentTotal, agentTotals } from './totals.ts'

type Hour = AgentTotal['hours'][number]
type Measured = Pick<Hour, 'answered' | 'missed' | 'talkMs' | 'wrapUpMs' | 'averageHandlingMs'>

const right = { align: 'right' as const, className: 'figures', width: 110 }

const measures = <R extends Measured>(): TableColumnsType<R> => [
  { title: '接听', dataIndex: 'answered', ...right },
  { title: '未接', dataIndex: 'missed', ...right },
  { title: '通话时长', dataIndex: 'talkMs', ...right, render: duration },
  { title: '话后处理', dataIndex: 'wrapUpMs', ...right, render: duration },
  {
    title: '平均处理时长',
    dataIndex: 'averageHandlingMs',
    ...right,
    render: (ms: number | null) => (ms === null ? '—' : duration(ms)),
  },
]

const hourColumns: TableColumnsType<Hour> = [
  { title: '日期', dataIndex: 'date', className: 'figures' },
  { title: '时段', dataIndex: 'hour', className: 'figures', render: (hour: number) => `${hour}:00–${hour + 1}:00` },
  ...measures<Hour>(),
]

/** Per agent, and hour by hour on request. */
export function AgentHours({ from, to }: { from: BusinessDate; to: BusinessDate }) {
  const hours = useAnswer('GET /api/staff/call-reports/agents', { query: { from, to } }, { keep: true })
  return (
    <Answered of={hours} lines={6} isEmpty={(all) => all.length === 0} empty="这些日子没有话务员接听过电话">
      {(all) => (
        <Table<AgentTotal>
          aria-label="话务员处理时长"
          size="small"
          rowKey="staffId"
          columns={[{ title: '话务员', dataIndex: 'staffName' }, ...measures<AgentTotal>()]}
          dataSource={agentTotals(all)}
          pagination={false}
          scroll={{ x: 'max-content' }}
          expandable={{
            expandedRowRender: (agent) => (
              <Table<Hour>
                aria-label={`${agent.staffName}各时段`}
                size="small"
                rowKey={(hour) => `${hour.date} ${hour.hour}`}
                columns={hourColumns}
                dataSource={agent.hours}
                pagination={false}
              />
            ),
          }}
        />
      )}
    </Answered>
  )
}
