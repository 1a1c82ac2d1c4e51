import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { Box } from '../../elements'
import { AccountPicker } from '../../components/AccountPicker/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty, Refused } from '../../components/States/index.tsx'
import { monthName } from '../../format/date.ts'
import { yuan } from '../../format/money.ts'
import type { Account, Invoice } from '../../hub/contract.ts'
import { useAccounts, useChosenAccount } from '../../hub/useAccounts.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { platform } from '../../platform'

export default function Invoices() {
  const { params } = useRouter()
  const accounts = useAccounts()
  const list = accounts.state === 'ready' ? accounts.value : []
  const [account, choose] = useChosenAccount(list, params['account'])
  const foot = account && (
    <Button kind="main" onPress={() => go.to('invoicing', { account: account.id })} id="invoice">
      开发票
    </Button>
  )
  return (
    <Page title="电子发票" personal foot={foot}>
      <Answered question={accounts} quiet>
        {() =>
          account === null ? (
            <Empty icon="invoice" title="还没有绑定户号" how="绑定户号后，可以为缴清的水费开电子发票。">
              <Button kind="main" onPress={() => go.to('bind')}>
                绑定户号
              </Button>
            </Empty>
          ) : (
            <>
              <AccountPicker accounts={list} chosen={account} onChoose={choose} />
              <InvoicesOf key={account.id} account={account} />
            </>
          )
        }
      </Answered>
    </Page>
  )
}

const lookAgainMs = 3_000

function InvoicesOf({ account }: { account: Account }) {
  const { call } = useHub()
  const params = { accountId: account.id }
  const question = useQuestion(`invoices.${account.id}`, () =>
    call('GET /api/resident/accounts/:accountId/invoices', { params }),
  )
  const waiting = question.state === 'ready' && question.value.some(isOnItsWay)
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setInterval(question.again, lookAgainMs)
    return () => clearInterval(timer)
  }, [waiting, question.again])
  return (
    <Answered question={question} lines={6}>
      {(invoices) =>
        invoices.length === 0 ? (
          <Empty icon="invoice" title="还没有开过发票" how="水费缴清后点下面的“开发票”，一般几分钟内开好。" />
        ) : (
          invoices.map((invoice) => <One key={invoice.id} invoice={invoice} />)
        )
      }
    </Answered>
  )
}

const isOnItsWay = ({ state, fileReady }: Invoice) =>
  state === 'requested' || state === 'issuing' || (state === 'issued' && !fileReady)

const stateNames: Readonly<Record<Invoice['state'], string>> = {
  requested: '正在开票',
  issuing: '正在开票',
  issued: '已开好',
  failed: '没有开成',
  red: '已作废（红字冲销）',
}

function One({ invoice }: { invoice: Invoice }) {
  const { call } = useHub()
  const { act, busy, refused } = useAct()
  const { state, buyer, gross, billIds, fromDate, toDate, number, redNumber, failure, fileReady, sample } = invoice
  const [first, last] = [monthName(fromDate), monthName(toDate)]
  const download = () =>
    act(async () => {
      const { link } = await call('POST /api/resident/invoices/:invoiceId/download-links', {
        params: { invoiceId: invoice.id },
      })
      await platform.openFile(HUB_ORIGIN + link, `水费发票${number ?? ''}.pdf`)
    })
  return (
    <Card title={stateNames[state]} {...(state === 'failed' && { tone: 'danger' as const })}>
      <Facts
        facts={[
          ['金额', yuan(gross)],
          ['抬头', buyer.name],
          buyer.taxNumber === null ? null : ['税号', buyer.taxNumber],
          ['水费月份', first === last || billIds.length === 1 ? last : `${first}至 ${last}`],
          number === null ? null : ['发票号码', number],
          redNumber === null ? null : ['红字发票号码', redNumber],
        ]}
      />
      {failure !== null && <Box>原因：{failure}。请核对抬头后重新开，或拨打 966566。</Box>}
      {sample && fileReady && <Box className="soft">演示环境开的是样张，不能报销。</Box>}
      <Refused told={refused} />
      {fileReady && (
        <Button onPress={download} busy={busy} id={`download-${invoice.id}`}>
          下载发票
        </Button>
      )}
      {isOnItsWay(invoice) && <Box className="soft">一般几分钟内开好，本页会自动更新，可以先离开。</Box>}
    </Card>
  )
}
