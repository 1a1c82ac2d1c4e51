import { useEffect, useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choice, Choices } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Answered, Refused } from '../../components/States/index.tsx'
import type { InvoiceTitle } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'

/** Whose name the invoice bears: one that was saved, or a new one. */
export function TitleChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (titleId: string) => void }) {
  const { call } = useHub()
  const titles = useQuestion(useLoggedIn() ? 'titles' : null, () => call('GET /api/resident/invoice-titles'))
  const [adding, setAdding] = useState(false)
  const usual = titles.state === 'ready' ? titles.value[0]?.id : undefined
  useEffect(() => {
    if (chosen === null && usual !== undefined) onChoose(usual)
  }, [chosen, usual, onChoose])
  return (
    <Card title="发票抬头">
      <Answered question={titles}>
        {(list) => (
          <>
            {list.map((title) => (
              <Choice key={title.id} row here={chosen === title.id} onPress={() => onChoose(title.id)}>
                <Box>{title.name}</Box>
                <Box className="soft">{title.kind === 'personal' ? '个人' : `单位，税号 ${title.taxNumber ?? ''}`}</Box>
              </Choice>
            ))}
            {adding || list.length === 0 ? (
              <NewTitle
                isFirst={list.length === 0}
                onSaved={(title) => {
                  setAdding(false)
                  onChoose(title.id)
                }}
              />
            ) : (
              <Button kind="link" onPress={() => setAdding(true)} id="add-title">
                新加一个抬头
              </Button>
            )}
          </>
        )}
      </Answered>
    </Card>
  )
}

function NewTitle({ isFirst, onSaved }: { isFirst: boolean; onSaved: (title: InvoiceTitle) => void }) {
  const { call, newId } = useHub()
  const [id] = useState(newId)
  const [kind, setKind] = useState<InvoiceTitle['kind']>('personal')
  const [name, setName] = useState('')
  const [taxNumber, setTaxNumber] = useState('')
  const { act, busy, refused } = useAct()
  const company = kind === 'company'
  const whole = name.trim() !== '' && (!company || taxNumber.trim() !== '')
  const save = () =>
    act(async () => {
      const body = {
        id,
        kind,
        name: name.trim(),
        taxNumber: company ? taxNumber.trim().toUpperCase() : null,
        isDefault: isFirst,
      }
      onSaved(await call('POST /api/resident/invoice-titles', { body }))
    })
  return (
    <>
      <Choices label="抬头类型">
        <Choice here={!company} onPress={() => setKind('personal')}>
          个人
        </Choice>
        <Choice here={company} onPress={() => setKind('company')}>
          单位
        </Choice>
      </Choices>
      <Refused told={refused} />
      <Field id="title-name" label={company ? '单位名称' : '姓名'} value={name} onText={setName} most={100} />
      {company && (
        <Field
          id="tax-number"
          label="税号"
          value={taxNumber}
          onText={setTaxNumber}
          most={20}
          help="营业执照上的统一社会信用代码，18 位。"
        />
      )}
      <Button onPress={save} busy={busy} disabled={!whole} id="save-title">
        保存抬头
      </Button>
    </>
  )
}
