import { lazy, Suspense } from 'react'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { AccountMeters } from './AccountMeters.tsx'
import { type Reading, readingKinds, reviewReasons } from './meterWords.ts'
import { TableOrChart } from './TableOrChart.tsx'

// What draws is large, and most who look at an account look for something else.
const UsageChart = lazy(() => import('./UsageChart.tsx').then((chart) => ({ default: chart.UsageChart })))

const right = { align: 'right' as const, className: 'figures' }

const readingColumns = (serials: ReadonlyMap<string, string>): ListColumn<Reading>[] => [
  {
    title: '抄表日期',
    dataIndex: 'readOn',
    className: 'figures',
    sheet: { kind: 'date', of: ({ readOn }) => readOn },
  },
  {
    title: '表号',
    dataIndex: 'meterId',
    className: 'figures',
    render: (id: string) => serials.get(id) ?? '—',
    sheet: { of: ({ meterId }) => serials.get(meterId) ?? null },
  },
  {
    title: '读数',
    dataIndex: 'register',
    ...right,
    render: (volume: Litres) => tonnes(volume),
    sheet: { kind: 'water', of: ({ register }) => register },
  },
  {
    title: '用水',
    dataIndex: 'volume',
    ...right,
    render: (volume: Litres) => tonnes(volume),
    sheet: { kind: 'water', of: ({ volume }) => volume },
  },
  {
    title: '方式',
    dataIndex: 'kind',
    render: (kind: Reading['kind']) => readingKinds[kind],
    sheet: { of: ({ kind }) => readingKinds[kind] },
  },
  {
    title: '状态',
    key: 'state',
    render: (_, reading) => <ReadingMark reading={reading} />,
    sheet: { of: stateWord },
  },
  {
    title: '录入时间',
    dataIndex: 'recordedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ recordedAt }) => recordedAt },
  },
]

const tones = { rejected: 'quiet', review: 'warning', accepted: 'info' } as const

const ReadingMark = ({ reading }: { reading: Reading }) => (
  <Mark tone={reading.billId === null ? tones[reading.state] : 'success'}>{stateWord(reading)}</Mark>
)

function stateWord({ state, billId, reasons }: Reading): string {
  if (state === 'rejected') return '已否定'
  if (state === 'review') return `待审核：${reasons.map((reason) => reviewReasons[reason]).join('、')}`
  return billId === null ? '未开账' : '已开账'
}

/** What went through the meters: drawn, or as a table, and the meters themselves. */
export function AccountWater({ account }: { account: Answer<'GET /api/staff/accounts/:accountId'> }) {
  const { id: accountId, meters } = account
  const { one, set } = useFilters()
  const asTable = one('show') === 'table'
  const readings = useAnswer('GET /api/staff/accounts/:accountId/readings', { params: { accountId } })
  const serials = new Map(meters.map(({ id, serialNumber }) => [id, serialNumber]))
  return (
    <>
      <section aria-label="用水">
        <TableOrChart asTable={asTable} onChange={(table) => set({ show: table ? 'table' : undefined })} />
        <Answered
          of={readings}
          lines={8}
          isEmpty={(all) => all.length === 0}
          empty="还没有抄表记录；抄表员录入或远传水表上报后会出现在这里"
        >
          {(all) =>
            asTable ? (
              <Rows<Reading>
                name="抄表记录"
                columns={readingColumns(serials)}
                rows={all}
                foot={`共 ${all.length} 条，最多显示最近 60 条`}
              />
            ) : (
              <Suspense fallback={<div className="drawing" />}>
                <UsageChart readings={all} />
              </Suspense>
            )
          }
        </Answered>
      </section>
      <AccountMeters account={account} />
    </>
  )
}
