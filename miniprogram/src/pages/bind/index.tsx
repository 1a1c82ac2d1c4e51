import { useState } from 'react'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choice, Choices } from '../../components/Choice/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import type { Answer } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'
import { CodeProof } from './CodeProof.tsx'
import { MeterProof } from './MeterProof.tsx'
import './index.scss'

type Preview = Answer<'GET /api/resident/account-previews/:accountNumber'>

/** First the number, then the proof that it is one's own: a code to the telephone on file, or name and meter number. */
export default function Bind() {
  const { call } = useHub()
  const [number, setNumber] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  // Here, so that it is still there after a log-in in between.
  const [code, setCode] = useState('')
  const [proof, setProof] = useState<'phoneCode' | 'meterNumber'>('phoneCode')
  const { act, busy, refused } = useAct()
  const whole = /^\d{6,12}$/.test(number)

  const look = () =>
    act(async () => {
      const found = await call('GET /api/resident/account-previews/:accountNumber', {
        params: { accountNumber: number },
      })
      setProof(found.phone === null ? 'meterNumber' : 'phoneCode')
      setPreview(found)
    })

  if (preview === null) {
    return (
      <Page
        title="绑定户号"
        personal
        foot={
          <Button kind="main" onPress={look} busy={busy} disabled={!whole} id="next">
            下一步
          </Button>
        }
      >
        <Refused told={refused} />
        <Card>
          <Field
            id="number"
            label="户号"
            value={number}
            onText={(text) => setNumber(text.replace(/\D/g, ''))}
            keyboard="digits"
            most={12}
            placeholder="6 至 12 位数字"
            help="户号印在水费账单和催缴单的上方。找不到可拨打 966566 询问。"
            onEnter={() => whole && look()}
          />
        </Card>
      </Page>
    )
  }

  return (
    <Page title="绑定户号" personal>
      <Card title="是这一户吗？">
        <Facts
          facts={[
            ['户号', preview.number],
            ['户名', preview.name],
            ['地址', preview.premises],
            ['登记手机', preview.phone ?? '没有登记'],
          ]}
        />
        <Button
          kind="link"
          onPress={() => {
            setPreview(null)
            setCode('')
          }}
        >
          不是，换一个户号
        </Button>
      </Card>
      {preview.phone === null ? (
        <Banner tone="info">这一户没有登记手机号，请用户名和水表号核对。</Banner>
      ) : (
        <Choices label="核对方式">
          <Choice here={proof === 'phoneCode'} onPress={() => setProof('phoneCode')}>
            手机验证码
          </Choice>
          <Choice here={proof === 'meterNumber'} onPress={() => setProof('meterNumber')}>
            户名和水表号
          </Choice>
        </Choices>
      )}
      {proof === 'phoneCode' && preview.phone !== null ? (
        <CodeProof
          accountNumber={preview.number}
          phone={preview.phone}
          code={code}
          onCode={setCode}
          onBound={go.back}
        />
      ) : (
        <MeterProof accountNumber={preview.number} onBound={go.back} />
      )}
    </Page>
  )
}
