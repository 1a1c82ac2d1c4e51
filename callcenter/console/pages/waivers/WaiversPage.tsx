import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { among, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { periodOf } from '../accounts/billWords.ts'
import { DecideWaiver } from './DecideWaiver.tsx'
import { type Waiver, waiversKey, waiverStates, waiverWord } from './waiverWords.ts'
import '../../list/cells.css'

const states = Object.keys(waiverStates) as Waiver['state'][]
const right = { align: 'right' as const, className: 'figures' }

const columns: ListColumn<Waiver>[] = [
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) => (
      <Link to={`/accounts/${accountId}?tab=bills`} title="查看此户的账单">
        {accountNumber}
      </Link>
    ),
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  { title: '户名', dataIndex: 'accountName', sheet: { of: ({ accountName }) => accountName } },
  {
    title: '账期',
    key: 'period',
    className: 'figures',
    render: (_, waiver) => periodOf(waiver),
    sheet: { of: periodOf },
  },
  {
    title: '申请减免',
    key: 'waiver',
    className: 'figures',
    render: (_, { waiver }) => waiverWord(waiver),
    sheet: { of: ({ waiver }) => waiverWord(waiver) },
  },
  {
    title: '原因',
    dataIndex: 'reason',
    className: 'long-cell',
    sheet: { of: ({ reason }) => reason },
  },
  {
    title: '申请人',
    key: 'proposedBy',
    ellipsis: true,
    width: 90,
    render: (_, { proposedByName }) => proposedByName ?? '—',
    sheet: { of: ({ proposedByName }) => proposedByName },
  },
  {
    title: '申请时间',
    dataIndex: 'proposedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ proposedAt }) => proposedAt },
  },
]

const fee = (title: string, name: 'lateFee' | 'lateFeeAfter'): ListColumn<Waiver> => ({
  title,
  dataIndex: name,
  ...right,
  render: (_, waiver) => {
    const amount = waiver[name]
    return amount === null ? '—' : yuan(amount)
  },
  sheet: { kind: 'money', of: (waiver) => waiver[name] },
})

const decidedColumns: ListColumn<Waiver>[] = [
  ...columns,
  {
    title: '审批人',
    key: 'decidedBy',
    ellipsis: true,
    width: 90,
    render: (_, { decidedByName }) => decidedByName ?? '—',
    sheet: { of: ({ decidedByName }) => decidedByName },
  },
  {
    title: '审批时间',
    dataIndex: 'decidedAt',
    className: 'figures',
    render: (at: number | null) => (at === null ? '—' : moment(at)),
    sheet: { kind: 'moment', of: ({ decidedAt }) => decidedAt },
  },
]

export const WaiversPage = () => (
  <Page title="减免审批" needs="lateFee.approve">
    <Waivers />
  </Page>
)

interface Asked {
  waiver: Waiver
  approve: boolean
}

function Waivers() {
  const { one, set } = useFilters()
  const [state = 'proposed'] = among(states, [one('state') ?? ''])
  const waivers = useAnswer(waiversKey, { query: { state } })
  // Kept here: a row that somebody else has decided on goes away, and what was refused has to be read.
  const [asked, setAsked] = useState<Asked | null>(null)
  const decide: ListColumn<Waiver> = {
    title: '审批',
    key: 'decide',
    fixed: 'right',
    render: (_, waiver) => <Decide waiver={waiver} onAsk={(approve) => setAsked({ waiver, approve })} />,
  }
  return (
    <>
      <div className="filters">
        <Select
          className="filter"
          aria-label="状态"
          value={state}
          options={states.map((value) => ({ value, label: waiverStates[value] }))}
          onChange={(next) => set({ state: next === 'proposed' ? undefined : next })}
        />
      </div>
      <Answered
        of={waivers}
        lines={8}
        isEmpty={(all) => all.length === 0}
        empty={
          state === 'proposed'
            ? '没有待审批的减免；在用户的账单上提交申请后会出现在这里'
            : `没有${waiverStates[state]}的减免`
        }
      >
        {(all) => (
          <Rows<Waiver>
            name={`减免申请（${waiverStates[state]}）`}
            columns={
              state === 'proposed'
                ? [...columns, fee('现违约金', 'lateFee'), fee('批准后', 'lateFeeAfter'), decide]
                : decidedColumns
            }
            rows={all}
            foot={
              state === 'proposed'
                ? `共 ${all.length} 条，最早的在前，一次最多 200 条`
                : `共 ${all.length} 条，最近审批的在前，最多 200 条`
            }
          />
        )}
      </Answered>
      {asked && <DecideWaiver {...asked} onEnd={() => setAsked(null)} />}
    </>
  )
}

function Decide({ waiver, onAsk }: { waiver: Waiver; onAsk: (approve: boolean) => void }) {
  const { me } = useSession()
  if (waiver.proposedBy === me.staffId) return <span className="soft">本人申请，由他人审批</span>
  const isCancelled = waiver.billState === 'cancelled'
  return (
    <Space size={4}>
      {isCancelled ? (
        <Mark tone="warning">账单已作废</Mark>
      ) : (
        <Button size="small" type="primary" onClick={() => onAsk(true)}>
          批准
        </Button>
      )}
      <Button size="small" danger onClick={() => onAsk(false)}>
        驳回
      </Button>
    </Space>
  )
}
