import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { type Answer, useAct, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { useSession } from '../../session/session.ts'
import { RedLetter } from './RedLetter.tsx'

const key = 'GET /api/staff/accounts/:accountId/invoices'
export type Invoice = Answer<typeof key>[number]

const lookAgainMs = 3_000
const right = { align: 'right' as const, className: 'figures' }

function stateWord({ state, failure, redAt }: Invoice): string {
  if (state === 'issued') return '已开具'
  if (state === 'red') return `已红冲${redAt === null ? '' : ` ${moment(redAt)}`}`
  if (state === 'failed') return `开票失败${failure === null ? '' : `：${failure}`}`
  return '正在开票'
}
const stateTones = { requested: 'info', issuing: 'info', issued: 'success', failed: 'danger', red: 'quiet' } as const

const columns: ListColumn<Invoice>[] = [
  {
    title: '申请时间',
    dataIndex: 'requestedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ requestedAt }) => requestedAt },
  },
  {
    title: '状态',
    key: 'state',
    ellipsis: true,
    width: 170,
    render: (_, invoice) => <Mark tone={stateTones[invoice.state]}>{stateWord(invoice)}</Mark>,
    sheet: { of: stateWord },
  },
  {
    title: '抬头',
    key: 'buyer',
    ellipsis: true,
    width: 140,
    render: (_, { buyer }) => buyer.name,
    sheet: { of: ({ buyer }) => buyer.name },
  },
  {
    title: '账期',
    key: 'period',
    className: 'figures',
    render: (_, { fromDate, toDate }) => `${fromDate} 至 ${toDate}`,
    sheet: { of: ({ fromDate, toDate }) => `${fromDate} 至 ${toDate}` },
  },
  {
    title: '金额',
    dataIndex: 'gross',
    ...right,
    render: (amount: Fen) => yuan(amount),
    sheet: { kind: 'money', of: ({ gross }) => gross },
  },
  {
    title: '税额',
    dataIndex: 'tax',
    ...right,
    render: (amount: Fen) => yuan(amount),
    sheet: { kind: 'money', of: ({ tax }) => tax },
  },
  {
    title: '发票号码',
    dataIndex: 'number',
    className: 'figures',
    render: (number: string | null) => number ?? '—',
    sheet: { of: ({ number }) => number },
  },
  {
    title: '红字发票号码',
    dataIndex: 'redNumber',
    className: 'figures',
    render: (number: string | null) => number ?? '—',
    sheet: { of: ({ redNumber }) => redNumber },
  },
]

/** Electronic invoices; whoever may takes one back by a red letter. */
export function AccountInvoices({ accountId }: { accountId: string }) {
  const { may } = useSession()
  const [asking, setAsking] = useState<Invoice | null>(null)
  /** Of which a red letter was asked for here, and is waited for. */
  const [asked, setAsked] = useState<readonly string[]>([])
  const request = { params: { accountId } }
  const invoices = useAnswer(key, request)
  const waits = (invoices.data ?? []).some(
    ({ id, state }) => state === 'requested' || state === 'issuing' || (state === 'issued' && asked.includes(id)),
  )
  useAnswer(key, request, { everyMs: waits && lookAgainMs })

  const acts: ListColumn<Invoice>[] = [
    {
      title: '操作',
      key: 'acts',
      fixed: 'right',
      render: (_, invoice) => (
        <Space size={4}>
          {invoice.fileReady && <OpenFile invoice={invoice} />}
          {invoice.state === 'issued' && may('invoice.reverse') && (
            <Button size="small" danger disabled={asked.includes(invoice.id)} onClick={() => setAsking(invoice)}>
              {asked.includes(invoice.id) ? '红冲处理中' : '红冲'}
            </Button>
          )}
        </Space>
      ),
    },
  ]
  return (
    <section aria-label="发票">
      <Answered
        of={invoices}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="还没有开过发票；居民在小程序申请开票后列在这里"
      >
        {(all) => (
          <Rows<Invoice>
            name="发票"
            columns={[...columns, ...acts]}
            rows={all}
            foot={`共 ${all.length} 张，最多显示最近 60 张`}
          />
        )}
      </Answered>
      {asking !== null && (
        <RedLetter invoice={asking} onAsked={() => setAsked([...asked, asking.id])} onEnd={() => setAsking(null)} />
      )}
    </section>
  )
}

/** The link is good for five minutes, so that it is asked for by pressing. */
function OpenFile({ invoice }: { invoice: Invoice }) {
  const { message } = App.useApp()
  const link = useAct('POST /api/staff/invoices/:invoiceId/download-links')
  const open = () =>
    link.mutate(
      { params: { invoiceId: invoice.id } },
      {
        onSuccess: ({ link: path }) => void window.open(path, '_blank', 'noreferrer'),
        onError: (error) => void message.error(sentenceOf(error)),
      },
    )
  return (
    <Button size="small" loading={link.isPending} onClick={open}>
      查看发票
    </Button>
  )
}
