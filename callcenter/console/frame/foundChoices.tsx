import type { ReactNode } from 'react'
import type { Permission } from '#core/contract/permissions.ts'
import { workOrderKinds } from '#core/contract/workorders.ts'
import { yuan } from '#core/kernel/fen.ts'
import { moment, shortMoment } from '../format/moment.ts'
import { workOrderStates } from '../format/words.ts'
import type { Found } from './placeFor.ts'

const mostAccounts = 8

interface Hit {
  path: string
  /** What whoever hears the choices hears, other of each. */
  said: string
  first: ReactNode
  second: ReactNode
}

/** What was found, as choices one below the other; before the first of a kind stands how many there are of it. */
export function foundChoices(found: Found, q: string, may: (permission: Permission) => boolean) {
  const kinds: { kind: string; hits: Hit[] }[] = [
    { kind: `用户 ${found.accounts.length}`, hits: accountHits(found, q) },
    {
      kind: `工单 ${found.workOrders.length}`,
      hits: found.workOrders.map(({ id, number, kind, state, place, createdAt }) => ({
        path: `/workorders/${id}`,
        said: `工单 ${number}`,
        first: (
          <>
            <span className="figures">{number}</span> {workOrderKinds[kind]} · {workOrderStates[state]}
          </>
        ),
        second: `${shortMoment(createdAt)}　${place}`,
      })),
    },
    {
      kind: `收据 ${found.receipts.length}`,
      hits: found.receipts.map(({ id, number, accountNumber, amount, receivedAt }) => ({
        path: `/receipts/${id}`,
        said: `收据 ${number}`,
        first: (
          <>
            <span className="figures">{number}</span> {yuan(amount)}
          </>
        ),
        second: `${moment(receivedAt)}　户号 ${accountNumber}`,
      })),
    },
    {
      kind: `停水 ${found.outages.length}`,
      hits: found.outages.map(({ id, number, place, plannedFrom }) => ({
        path: `/outages/${id}`,
        said: `停水 ${number}`,
        first: <span className="figures">{number}</span>,
        second: `${shortMoment(plannedFrom)}　${place}`,
      })),
    },
    { kind: '通话', hits: may('call.read') ? callHits(q) : [] },
  ]
  return kinds.flatMap(({ kind, hits }) =>
    hits.map(({ path, said, first, second }, index) => ({
      value: said,
      path,
      label: (
        <div className="found">
          <span className="found-kind">{index === 0 && kind}</span>
          <div>
            {first}
            <div className="soft">{second}</div>
          </div>
        </div>
      ),
    })),
  )
}

function accountHits({ accounts }: Found, q: string): Hit[] {
  const shown = accounts.slice(0, mostAccounts).map(({ id, name, number, arrears, premises }) => ({
    path: `/accounts/${id}`,
    said: `用户 ${number} ${name}`,
    first: (
      <>
        <b>{name}</b> <span className="figures">{number}</span>{' '}
        {arrears > 0 && <span className="owed">欠费 {yuan(arrears)}</span>}
      </>
    ),
    second: premises,
  }))
  const rest = accounts.length - shown.length
  const all = `/accounts?${new URLSearchParams({ q }).toString()}`
  return rest > 0
    ? [...shown, { path: all, said: `还有 ${rest} 户`, first: `还有 ${rest} 户，全部列出`, second: '在用户查询里打开' }]
    : shown
}

/** A telephone number may also have rung. */
function callHits(q: string): Hit[] {
  const number = q.replace(/\s/g, '')
  return /^1\d{10}$/.test(number)
    ? [{ path: `/calls?number=${number}`, said: '通话记录', first: '这个号码的通话记录', second: '来电、回拨和外呼' }]
    : []
}
