import { businessDate } from '#core/kernel/businessDate.ts'
import type { Request } from '../../hub/hub.ts'
import { dateIn, type useFilters } from '../../list/useFilters.ts'
import { amountIn } from './amountIn.ts'

type Query = NonNullable<Request<'GET /api/staff/receipt-totals'>['query']>

/** What the hub is asked for by the filters of an address; whatever it would refuse is left out. */
export function receiptQuery(one: ReturnType<typeof useFilters>['one']): Query {
  const [from, to] = [dateIn(one('from')), dateIn(one('to'))]
  const account = /^\d{6,12}$/.exec(one('account')?.trim() ?? '')?.[0]
  const [least, most] = [amountIn(one('least')), amountIn(one('most'))]
  const reversed = one('reversed')
  const channel = one('channel')
  return {
    ...(from !== undefined && { from: businessDate(from) }),
    ...(to !== undefined && { to: businessDate(to) }),
    ...(channel !== undefined && { channel: channel.slice(0, 64) }),
    ...(account !== undefined && { accountNumber: account }),
    ...(least !== undefined && { least }),
    ...(most !== undefined && { most }),
    ...((reversed === 'true' || reversed === 'false') && { reversed: reversed === 'true' }),
  }
}
