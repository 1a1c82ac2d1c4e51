import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Box, Tap } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty, Refused } from '../../components/States/index.tsx'
import { monthName } from '../../format/date.ts'
import type { BillToInvoice } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { TitleChoice } from './TitleChoice.tsx'
import '../pay/index.scss'

/** The most bills that one invoice may be for. */
const most = 24

export default function Invoicing() {
  const { params } = useRouter()
  const accountId = params['account'] ?? ''
  const { call } = useHub()
  const question = useQuestion(useLoggedIn() && accountId !== '' ? `to-invoice.${accountId}` : null, () =>
    call('GET /api/resident/accounts/:accountId/bills-to-invoice', { params: { accountId } }),
  )
  if (accountId === '') {
    return (
      <Page title="开发票" personal>
        <Empty icon="invoice" title="请先选户号" how="在“电子发票”里选好户号，再点“开发票”。">
          <Button onPress={() => go.instead('invoices')}>去电子发票</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title="开发票" personal>
      <Answered question={question} lines={6}>
        {(bills) =>
          bills.length === 0 ? (
            <Empty icon="invoice" title="没有可开票的账单" how="缴清的水费才能开发票，每张账单开一次。">
              <Button onPress={() => go.to('bills', { account: accountId })}>看账单</Button>
            </Empty>
          ) : (
            <Asking accountId={accountId} bills={bills.slice(0, most)} />
          )
        }
      </Answered>
    </Page>
  )
}

function Asking({ accountId, bills }: { accountId: string; bills: readonly BillToInvoice[] }) {
  const { call, newId } = useHub()
  // One id for as long as the page is open: asked again after a lost answer, there is one invoice.
  const [id, setId] = useState(newId)
  const [chosen, setChosen] = useState<readonly string[]>(() => bills.slice(0, 1).map(({ billId }) => billId))
  const [titleId, setTitleId] = useState<string | null>(null)
  const { act, busy, refused } = useAct()
  const total = bills.filter(({ billId }) => chosen.includes(billId)).reduce((sum, { amount }) => sum + amount, 0)

  // Something else is another invoice.
  function changed() {
    setId(newId())
  }
  const toggle = (billId: string) => {
    setChosen(chosen.includes(billId) ? chosen.filter((one) => one !== billId) : [...chosen, billId])
    changed()
  }
  const ask = () =>
    act(async () => {
      if (titleId === null) return
      await call('POST /api/resident/invoices', { body: { id, accountId, billIds: [...chosen], titleId } })
      go.backTo('invoices', { account: accountId })
    })

  return (
    <>
      <Card title="选哪些账单">
        {bills.map(({ billId, toDate, amount }) => {
          const on = chosen.includes(billId)
          return (
            <Tap className="pay__bill" key={billId} onPress={() => toggle(billId)} pressed={on}>
              <Box className={`pay__tick ${on ? 'pay__tick--on' : ''}`} hidden>
                {on && <Icon name="done" color="#FFFFFF" />}
              </Box>
              <Box className="pay__bill-words">{monthName(toDate)}</Box>
              <Money fen={amount} />
            </Tap>
          )
        })}
      </Card>
      <TitleChoice
        chosen={titleId}
        onChoose={(next) => {
          setTitleId(next)
          changed()
        }}
      />
      <Box className="soft">违约金不开发票。</Box>
      <Refused told={refused} />
      <Box className="pay__foot">
        <Box className="pay__total">
          开票金额 <Money fen={total} size="big" />
        </Box>
        <Button
          kind="main"
          onPress={ask}
          busy={busy}
          disabled={chosen.length === 0 || titleId === null}
          id="ask-invoice"
        >
          {titleId === null ? '请先选抬头' : '开发票'}
        </Button>
      </Box>
    </>
  )
}
