import { App, Button } from 'antd'
import { useState } from 'react'
import { fen, yuan } from '#core/kernel/fen.ts'
import { type Answer, useAct, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { useSession } from '../../session/session.ts'
import { AskingDialog, FormDialog } from './FormDialog.tsx'
import { type PersonFields, PersonFieldsOf, personOf } from './PersonFields.tsx'

type Account = Answer<'GET /api/staff/accounts/:accountId'>

export function TransferAccount({ account }: { account: Account }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>过户</Button>
      {isOpen && <Transferring account={account} onEnd={() => setOpen(false)} />}
    </>
  )
}

/** Shows what is owed, asks who the new customer is, and then whether that is right. */
function Transferring({ account, onEnd }: { account: Account; onEnd: () => void }) {
  const { id: accountId, number, name, residents, prepayment, lowIncomeUntil } = account
  const { message } = App.useApp()
  const { may } = useSession()
  const maySee = may('bill.read')
  const request = { params: { accountId } }
  const debt = useAnswer('GET /api/staff/accounts/:accountId/debt', request, { enabled: maySee })
  const transfer = useAct('POST /api/staff/accounts/:accountId/transfer', [
    'GET /api/staff/accounts/:accountId',
    'GET /api/staff/accounts',
  ])
  const [asked, setAsked] = useState<PersonFields | null>(null)
  const owed = debt.data?.total ?? fen(0)
  const act = (person: PersonFields) =>
    transfer.mutate(
      { ...request, body: personOf(person) },
      {
        onSuccess: () => {
          void message.success(`户号 ${number} 已过户给 ${person.name.trim()}`)
          onEnd()
        },
      },
    )
  return (
    <>
      <FormDialog<PersonFields>
        name="transfer-account"
        title={`过户：${name}（户号 ${number}）`}
        okText="下一步"
        open={asked === null}
        hindered={maySee && debt.data === undefined}
        initial={{}}
        onFinish={setAsked}
        onEnd={onEnd}
      >
        {maySee && (
          <div className="dialog-note">
            <Answered of={debt} lines={1}>
              {({ total, bills }) =>
                total > 0 ? (
                  <Line tone="danger">
                    <b>此户欠费 {yuan(total)}</b>，{bills.length} 张账单。欠费随户转给新户主，一般应先结清再过户。
                  </Line>
                ) : (
                  <Line tone="success">没有欠费</Line>
                )
              }
            </Answered>
          </div>
        )}
        <PersonFieldsOf who="新户名" isFirst />
      </FormDialog>
      {asked && (
        <AskingDialog
          title={`过户给 ${asked.name.trim()}`}
          okText={`过户给 ${asked.name.trim()}`}
          busy={transfer.isPending}
          error={transfer.error}
          onOk={() => act(asked)}
          onBack={() => {
            transfer.reset()
            setAsked(null)
          }}
        >
          <p>
            户号 <span className="figures">{number}</span> 由 <b>{name}</b> 过户给 <b>{asked.name.trim()}</b>，
            {asked.population} 人用水。过户后不能撤销。
          </p>
          <ul className="outcomes">
            {owed > 0 && (
              <li className="owed">
                欠费 <b className="figures">{yuan(owed)}</b> 由新户主承担
              </li>
            )}
            {prepayment > 0 && <li>预存 {yuan(prepayment)} 留在户上，归新户主使用</li>}
            <li>阶梯用水量从零重新计算</li>
            {lowIncomeUntil !== null && <li>低收入优惠终止，新户主须另行办理</li>}
            {residents > 0 && <li>已绑定的 {residents} 个居民账号解除绑定，不能再查看此户</li>}
          </ul>
        </AskingDialog>
      )}
    </>
  )
}
