import type { AgentCall } from '#core/contract/calls.ts'
import { callKinds, spokenNumber } from '../../format/words.ts'
import { Mark } from '../../look/Mark.tsx'
import { useSession } from '../../session/session.ts'
import { AccountCard } from './AccountCard.tsx'
import { AccountFinder } from './AccountFinder.tsx'
import type { CallerPage } from './fitting.ts'

/** The account that the agent has in hand. */
export interface Chosen {
  id: string
  number: string
  name: string
  premises: string
}

interface CallerPanelProps {
  page: CallerPage
  call: AgentCall | null
  chosen: Chosen | null
  onChoose(account: Chosen): void
}

/** Who it is, to be read in a second: the number, then the name and address in large letters. */
export function CallerPanel({ page, call, chosen, onChoose }: CallerPanelProps) {
  const { may } = useSession()
  const { accounts, number } = page
  const isElsewhere = chosen !== null && !accounts.some(({ id }) => id === chosen.id)
  return (
    <section className="call-column caller" aria-label="来电人">
      <div className="caller-number figures">
        {spokenNumber(number)}
        {call && <Mark tone={call.kind === 'inbound' ? 'info' : 'warning'}>{callKinds[call.kind]}</Mark>}
      </div>
      {call?.transferredFrom && <p className="line line-info">{call.transferredFrom.staffName} 转接过来</p>}
      {accounts.length === 0 && !isElsewhere && (
        <p className="caller-unknown">
          <b>没有登记这个号码</b>
          <span className="soft">请问清户号、姓名或地址，在下面查找</span>
        </p>
      )}
      {accounts.length > 1 && <p className="soft">此号码登记了 {accounts.length} 个户号，请确认是哪一个</p>}
      {accounts.map((account) => (
        <AccountCard
          key={account.id}
          account={account}
          chosen={chosen?.id === account.id}
          onChoose={accounts.length > 1 || isElsewhere ? () => onChoose(account) : null}
        />
      ))}
      {isElsewhere && (
        <article className="account account-chosen">
          <h2>{chosen.name}</h2>
          <p className="figures">户号 {chosen.number}</p>
          <p>{chosen.premises}</p>
          <p className="soft">由您查找选定</p>
        </article>
      )}
      {may('account.read') && <AccountFinder onChoose={onChoose} />}
    </section>
  )
}
