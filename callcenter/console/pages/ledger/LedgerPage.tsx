import { Button } from 'antd'
import { Link } from 'react-router'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { checkNames, type Drift, driftSentence, ledgerNames, type LedgerSum, type Proof } from './ledgerWords.ts'
import '../../list/cells.css'

const right = { align: 'right' as const, className: 'figures' }

const side = (title: string, dataIndex: 'debits' | 'credits'): ListColumn<LedgerSum> => ({
  title,
  dataIndex,
  ...right,
  render: (amount: Fen) => yuan(amount),
  sheet: { kind: 'money', of: (row) => row[dataIndex] },
})

const balanceOf = ({ debits, credits }: LedgerSum) => fen(debits - credits)

/** `借 ¥12.00`: on which side an account stands. */
const balanceWord = (sums: LedgerSum): string => {
  const balance = balanceOf(sums)
  if (balance === 0) return yuan(balance)
  return balance > 0 ? `借 ${yuan(balance)}` : `贷 ${yuan(fen(-balance))}`
}

const ledgerColumns: ListColumn<LedgerSum>[] = [
  {
    title: '科目',
    dataIndex: 'ledger',
    render: (ledger: LedgerSum['ledger']) => ledgerNames[ledger],
    sheet: { of: ({ ledger }) => ledgerNames[ledger] },
  },
  side('借方合计', 'debits'),
  side('贷方合计', 'credits'),
  {
    title: '余额',
    key: 'balance',
    ...right,
    render: (_, sums) => balanceWord(sums),
    sheet: { kind: 'money', of: balanceOf },
  },
]

const driftColumns = (links: boolean): ListColumn<Drift>[] => [
  {
    title: '问题',
    dataIndex: 'check',
    render: (check: Drift['check']) => checkNames[check],
    sheet: { of: ({ check }) => checkNames[check] },
  },
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) => {
      if (accountId === null) return '没有这一户'
      return links ? <Link to={`/accounts/${accountId}?tab=bills`}>{accountNumber}</Link> : accountNumber
    },
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  {
    title: '说明',
    key: 'sentence',
    className: 'long-cell figures',
    render: (_, drift) => driftSentence(drift),
    sheet: { of: driftSentence },
  },
  {
    title: '相差',
    key: 'difference',
    ...right,
    render: (_, { ledger, rows }) => yuan(fen(Math.abs(ledger - rows))),
    sheet: { kind: 'money', of: ({ ledger, rows }) => ledger - rows },
  },
]

export const LedgerPage = () => (
  <Page title="总账核对" needs="ledger.read" aside={<Link to="/receipts/partner-days">代收对账</Link>}>
    <Reconciliation />
  </Page>
)

function Reconciliation() {
  const proof = useAnswer('GET /api/staff/ledger/reconciliation', {})
  return (
    <>
      <div className="acts">
        <Button loading={proof.isFetching} onClick={() => void proof.refetch()}>
          重新核对
        </Button>
        {proof.data !== undefined && <span className="soft figures">{moment(proof.dataUpdatedAt)} 核对</span>}
      </div>
      <Answered of={proof} lines={8}>
        {(known) => <Outcome proof={known} />}
      </Answered>
      <p className="soft">
        核对每笔分录借贷相等，以及总账与各户的欠费、预存、收款和账单已缴是否一致。系统每天夜里也会自动核对。
      </p>
    </>
  )
}

function Outcome({ proof: { balanced, debits, credits, ledgers, drifts } }: { proof: Proof }) {
  const { may } = useSession()
  return (
    <>
      <div role="status">
        {balanced ? (
          <Line tone="success">账平：借方、贷方合计都是 {yuan(debits)}，各户与总账一致</Line>
        ) : (
          <Line tone="danger">
            账不平：{debits !== credits && `借方合计 ${yuan(debits)}，贷方合计 ${yuan(credits)}；`}
            {drifts.length >= 100 ? '有 100 处以上' : `有 ${drifts.length} 处`}不一致，请联系系统管理员查明原因
          </Line>
        )}
      </div>
      {drifts.length > 0 && (
        <section aria-label="不一致的">
          <h2>不一致的</h2>
          <Rows<Drift>
            name="总账不一致"
            columns={driftColumns(may('account.read'))}
            rows={drifts}
            rowKey={({ check, id }) => `${check} ${id}`}
            foot={`共 ${drifts.length} 处，最多显示 100 处`}
          />
        </section>
      )}
      <section aria-label="各科目合计">
        <h2>各科目合计</h2>
        <Rows<LedgerSum>
          name="各科目合计"
          columns={ledgerColumns}
          rows={ledgers}
          rowKey="ledger"
          emptyText="还没有记过账；开账或收款后会出现在这里"
          foot={`借方合计 ${yuan(debits)}，贷方合计 ${yuan(credits)}`}
        />
      </section>
    </>
  )
}
