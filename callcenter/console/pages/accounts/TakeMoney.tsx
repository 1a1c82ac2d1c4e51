import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { decimalYuan, type Fen, yuan } from '#core/kernel/fen.ts'
import { HubRefusal, sentenceOf } from '../../hub/hubRefusal.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { CounterAmount, WhatItDoes } from './CounterAmount.tsx'
import type { PayingAccount } from './CounterMoney.tsx'
import { CounterReceipt } from './CounterReceipt.tsx'
import { countedMoney, sharesOf } from './counterShares.ts'
import { ignoreHeld, once } from './deliberate.ts'

interface TakeMoneyProps {
  account: PayingAccount
  serial: string
  /** The amount that was sent before, without an answer. */
  unsureOf: Fen | null
  /** From now on nobody knows whether this amount is booked, */
  onSend: (amount: Fen) => void
  /** until it is known what became of it. */
  onKnown: () => void
  /** With the amount of which it is not known whether it was booked. */
  onEnd: (unsure: Fen | null) => void
}

/** It may have been booked all the same: no answer came, or one that says nothing of the money. */
const isLost = (error: Error) => !(error instanceof HubRefusal) || error.status === 0 || error.status >= 500

/** Asks for the amount, then whether it is right, then shows the receipt. */
export function TakeMoney({ account, serial, unsureOf, onSend, onKnown, onEnd }: TakeMoneyProps) {
  const debt = useAnswer('GET /api/staff/accounts/:accountId/debt', { params: { accountId: account.id } })
  const book = useAct('POST /api/staff/receipts', [
    'GET /api/staff/accounts/:accountId',
    'GET /api/staff/accounts/:accountId/debt',
    'GET /api/staff/accounts/:accountId/bills',
    'GET /api/staff/accounts/:accountId/receipts',
    'GET /api/staff/receipts',
    'GET /api/staff/receipt-totals',
  ])
  const [typed, setTyped] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const [asked, setAsked] = useState<Fen | null>(unsureOf)
  const [isUnsure, setUnsure] = useState(unsureOf !== null)

  const total = debt.data?.total
  const text = typed ?? (total !== undefined && total > 0 ? decimalYuan(total) : '')
  const counted = countedMoney(text)
  const tooMuch =
    account.closedOn !== null && total !== undefined && 'amount' in counted && counted.amount > total
      ? `此户已销户，不能预存，${total === 0 ? '也没有欠费可收' : `最多收 ${yuan(total)}`}`
      : null
  const fault = 'fault' in counted ? counted.fault : tooMuch

  const ask = () => {
    setTried(true)
    if (total !== undefined && fault === null && 'amount' in counted) setAsked(counted.amount)
  }
  const send = (amount: Fen) => {
    if (book.isPending) return
    onSend(amount)
    book.mutate(
      { body: { serial, accountNumber: account.number, amount } },
      {
        onSuccess: onKnown,
        onError(error) {
          if (isLost(error)) setUnsure(true)
          else if (!isUnsure) onKnown()
        },
      },
    )
  }
  const back = () => {
    book.reset()
    setAsked(null)
  }
  const end = () => onEnd(book.data === undefined && (isUnsure || book.isPending) ? asked : null)
  const frame = (title: string, footer: ReactNode, children: ReactNode) => (
    <Modal open width={680} title={title} footer={footer} onCancel={end} maskClosable={false}>
      {children}
    </Modal>
  )

  if (book.data !== undefined) {
    const taken = book.data
    return frame(
      '收款成功',
      [
        <Button key="print" onClick={() => window.print()}>
          打印收据
        </Button>,
        <Button key="end" type="primary" autoFocus onKeyDown={ignoreHeld} onClick={once(end)}>
          完成
        </Button>,
      ],
      <CounterReceipt account={account} receipt={taken} />,
    )
  }
  if (asked !== null) {
    return frame(
      '核对收款',
      [
        isUnsure ? (
          <Button key="back" onClick={end}>
            以后再试
          </Button>
        ) : (
          <Button key="back" onClick={back} disabled={book.isPending}>
            返回修改
          </Button>
        ),
        <Button
          key="send"
          type="primary"
          autoFocus
          loading={book.isPending}
          onKeyDown={ignoreHeld}
          onClick={once(() => send(asked))}
        >
          {isUnsure ? `重试 ${yuan(asked)}` : `确认收款 ${yuan(asked)}`}
        </Button>,
      ],
      <>
        <p className="counter-asking">
          向 <b>{account.name}</b>（户号 <span className="figures">{account.number}</span>）收款{' '}
          <b className="figures">{yuan(asked)}</b>
        </p>
        {isUnsure ? (
          <div className="line line-danger" role="alert">
            不能确定是否入账，重试不会重复收款。{book.error && sentenceOf(book.error)}
          </div>
        ) : (
          <>
            {debt.data && <WhatItDoes shares={sharesOf(debt.data, asked)} prepayment={account.prepayment} />}
            <RefusedLine error={book.error} />
          </>
        )}
        {book.isPaused && <Line tone="warning">网络断开了，恢复后会自动提交，请不要另外再收</Line>}
      </>,
    )
  }
  return frame(
    `柜台收款 ${account.name}`,
    [
      <Button key="end" onClick={end}>
        取消
      </Button>,
      <Button key="ask" type="primary" disabled={total === undefined} onClick={once(ask)}>
        下一步
      </Button>,
    ],
    <Answered of={debt} lines={6}>
      {(known) => (
        <CounterAmount
          debt={known}
          prepayment={account.prepayment}
          text={text}
          amount={fault === null && 'amount' in counted ? counted.amount : null}
          fault={isTried ? fault : null}
          onType={setTyped}
          onEnter={ask}
        />
      )}
    </Answered>,
  )
}
