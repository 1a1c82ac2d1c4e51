import { Button, Space, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Mark } from '../../look/Mark.tsx'
import { useSession } from '../../session/session.ts'
import { InstallMeter } from './InstallMeter.tsx'
import { type Meter, readingsBefore, readingsOf } from './meterForm.ts'
import type { Reading } from './meterWords.ts'
import { RecordReading } from './RecordReading.tsx'
import { ReplaceMeter } from './ReplaceMeter.tsx'

type Asking = { act: 'install' } | { act: 'read' | 'replace'; meter: Meter }

const right = { align: 'right' as const, className: 'figures' }
const volumeOf = (volume: Litres) => tonnes(volume)

const columns: TableColumnsType<Meter> = [
  { title: '表号', dataIndex: 'serialNumber', className: 'figures' },
  { title: '装表日期', dataIndex: 'installedOn', className: 'figures' },
  { title: '装表底数', dataIndex: 'installedAt', ...right, render: volumeOf },
  {
    title: '拆表日期',
    dataIndex: 'removedOn',
    className: 'figures',
    render: (on: string | null) => on ?? <Mark tone="success">在用</Mark>,
  },
  { title: '表盘满量程', dataIndex: 'registerCapacity', ...right, render: volumeOf },
]

/** Of a meter that was taken out it may be wanted once more, after a wrong one was rejected. */
const wantsReading = (meter: Meter, earlier: readonly Reading[]) =>
  meter.removedOn === null || !earlier.some(({ kind }) => kind === 'final')

/** An account’s meters, the newest first, and what may be done with them. */
export function AccountMeters({ account }: { account: Answer<'GET /api/staff/accounts/:accountId'> }) {
  const { may } = useSession()
  const { id: accountId, meters, closedOn } = account
  const readings = useAnswer('GET /api/staff/accounts/:accountId/readings', { params: { accountId } })
  const [asking, setAsking] = useState<Asking | null>(null)
  const end = () => setAsking(null)
  const earlierOf = ({ id }: Meter) => readingsOf(readings.data ?? [], id)
  const replacedOf = (meter: Meter) => readingsBefore(readings.data ?? [], meters, meter)
  const mayChange = may('account.write') && closedOn === null
  const mayRead = may('reading.write')
  const acts: TableColumnsType<Meter> = [
    {
      title: '操作',
      key: 'acts',
      fixed: 'right',
      render: (_, meter) => (
        <Space size={4}>
          {mayRead && readings.data && wantsReading(meter, earlierOf(meter)) && (
            <Button size="small" onClick={() => setAsking({ act: 'read', meter })}>
              {meter.removedOn === null ? '录入抄表' : '补录拆表读数'}
            </Button>
          )}
          {mayChange && readings.data && meter.removedOn === null && (
            <Button size="small" onClick={() => setAsking({ act: 'replace', meter })}>
              换表
            </Button>
          )}
        </Space>
      ),
    },
  ]
  return (
    <section aria-label="水表">
      <div className="head-line">
        <h2>水表</h2>
        {mayChange && <Button onClick={() => setAsking({ act: 'install' })}>装表</Button>}
      </div>
      <Table<Meter>
        aria-label="水表"
        size="small"
        rowKey="id"
        columns={mayChange || mayRead ? [...columns, ...acts] : columns}
        dataSource={[...meters]}
        pagination={false}
        locale={{ emptyText: '还没有装表' }}
        scroll={{ x: 'max-content' }}
      />
      {asking?.act === 'install' && <InstallMeter account={account} onEnd={end} />}
      {asking?.act === 'read' && (
        <RecordReading
          meter={asking.meter}
          earlier={earlierOf(asking.meter)}
          replaced={replacedOf(asking.meter)}
          onEnd={end}
        />
      )}
      {asking?.act === 'replace' && (
        <ReplaceMeter
          meter={asking.meter}
          earlier={earlierOf(asking.meter)}
          replaced={replacedOf(asking.meter)}
          onEnd={end}
        />
      )}
    </section>
  )
}
