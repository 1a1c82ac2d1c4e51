import { Button, Descriptions } from 'antd'
import { Link, useParams } from 'react-router'
import { yuan } from '#core/kernel/fen.ts'
import { spokenNumber } from '../../format/words.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { useDial } from '../../softphone/useDial.ts'
import { usageClasses } from '../tariffs/tariffWords.ts'
import { AccountLife } from './AccountLife.tsx'
import { CounterMoney, type PayingAccount } from './CounterMoney.tsx'
import { TransferAccount } from './TransferAccount.tsx'

export function AccountPage() {
  const { accountId = '' } = useParams()
  return (
    <Page title="用户" needs="account.read" aside={<Link to="/accounts">用户查询</Link>}>
      <OneAccount accountId={accountId} />
    </Page>
  )
}

function OneAccount({ accountId }: { accountId: string }) {
  const { may } = useSession()
  const { dial, pending } = useDial()
  const account = useAnswer('GET /api/staff/accounts/:accountId', { params: { accountId } })
  return (
    <Answered of={account} lines={8}>
      {(known) => (
        <>
          <div className="head-line">
            <h2 className="who">
              {known.name} <span className="figures soft">{known.number}</span>
            </h2>
            {may('account.write') && known.closedOn === null && <TransferAccount account={known} />}
          </div>
          {known.closedOn !== null && <Line tone="warning">已于 {known.closedOn} 销户</Line>}
          {may('bill.read') && <Debt account={known} />}
          <Descriptions
            size="small"
            bordered
            column={3}
            items={[
              { key: 'premises', label: '用水地址', span: 3, children: known.premises },
              {
                key: 'phone',
                label: '电话',
                children: (
                  <span className="figures">
                    {known.phone === null ? '没有登记' : spokenNumber(known.phone)}{' '}
                    {known.phone !== null && may('call.take') && (
                      <Button size="small" disabled={pending} onClick={() => dial(known.phone ?? '', null)}>
                        拨打
                      </Button>
                    )}
                  </span>
                ),
              },
              { key: 'prepayment', label: '预存', children: yuan(known.prepayment) },
              {
                key: 'usage',
                label: '用水性质',
                children: `${usageClasses[known.usageClass]}，${known.population} 人`,
              },
              { key: 'openedOn', label: '开户日期', children: known.openedOn },
              { key: 'lowIncome', label: '低收入优惠至', children: known.lowIncomeUntil ?? '没有办理' },
              { key: 'residents', label: '绑定的居民账号', children: `${known.residents} 个` },
            ]}
          />
          <AccountLife account={known} />
        </>
      )}
    </Answered>
  )
}

function Debt({ account }: { account: PayingAccount }) {
  const { may } = useSession()
  const debt = useAnswer('GET /api/staff/accounts/:accountId/debt', { params: { accountId: account.id } })
  return (
    <div className="debt">
      <div>
        <Answered of={debt} lines={1}>
          {({ total, lateFee, bills }) =>
            total > 0 ? (
              <Line tone="danger">
                <b>欠费 {yuan(total)}</b>，{bills.length} 张账单{lateFee > 0 && `，含违约金 ${yuan(lateFee)}`}
              </Line>
            ) : (
              <Line tone="success">没有欠费</Line>
            )
          }
        </Answered>
      </div>
      {may('payment.book') && <CounterMoney key={account.id} account={account} />}
    </div>
  )
}
