import { Button } from 'antd'
import { Link } from 'react-router'
import { workOrderKinds } from '#core/contract/workorders.ts'
import { yuan } from '#core/kernel/fen.ts'
import { shortMoment } from '../../format/moment.ts'
import { workOrderStates } from '../../format/words.ts'
import { Line } from '../../look/Line.tsx'
import { useSession } from '../../session/session.ts'
import type { CallerAccount } from './fitting.ts'

interface AccountCardProps {
  account: CallerAccount
  chosen: boolean
  /** Null where there is nothing to choose between. */
  onChoose: (() => void) | null
}

export function AccountCard({ account, chosen, onChoose }: AccountCardProps) {
  const { may } = useSession()
  const { arrears, outages, workOrders } = account
  return (
    <article className={`account ${chosen ? 'account-chosen' : ''}`} aria-label={`户号 ${account.number}`}>
      <h2>{account.name}</h2>
      <p>{account.premises}</p>
      <p className="figures">
        户号 {may('account.read') ? <Link to={`/accounts/${account.id}`}>{account.number}</Link> : account.number}
        {account.knownBy === 'keys' && <span className="soft"> · 来电人按键输入</span>}
      </p>
      {account.masked && <p className="soft">接听后显示完整姓名和地址</p>}
      {outages.map((outage) => (
        <Line key={outage.id} tone={outage.begun ? 'danger' : 'warning'}>
          <b>{outage.begun ? '正在停水' : '计划停水'}</b>
          {outage.kind === 'emergency' ? '（抢修）' : ''} {shortMoment(outage.plannedFrom)} 至{' '}
          {shortMoment(outage.plannedTo)}
          <br />
          {outage.place}
        </Line>
      ))}
      {arrears.total > 0 ? (
        <Line tone="danger">
          <b>欠费 {yuan(arrears.total)}</b>，{arrears.bills} 张账单
          {arrears.lateFee > 0 && `，含违约金 ${yuan(arrears.lateFee)}`}
        </Line>
      ) : (
        <Line tone="success">没有欠费，预存 {yuan(account.prepayment)}</Line>
      )}
      {workOrders.map((order) => (
        <Line key={order.id} tone="warning">
          <b>未结工单</b> {workOrderKinds[order.kind]} · {workOrderStates[order.state]}
          <br />
          {may('workorder.read') ? <Link to={`/workorders/${order.id}`}>{order.number}</Link> : order.number}{' '}
          {shortMoment(order.createdAt)}
        </Line>
      ))}
      {onChoose &&
        (chosen ? (
          <p className="soft">✓ 正在办理此户</p>
        ) : (
          <Button size="small" onClick={onChoose}>
            办理此户
          </Button>
        ))}
    </article>
  )
}
