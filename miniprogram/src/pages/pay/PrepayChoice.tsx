import { useState } from 'react'
import { Card } from '../../components/Card/index.tsx'
import { Choice, Choices } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { fenOf } from '../../format/money.ts'

const amounts = [5_000, 10_000, 20_000, 50_000]

/** Money ahead: a usual amount or another one. Says 0 for what is no amount. */
export function PrepayChoice({
  title,
  optional,
  onChoose,
}: {
  title: string
  optional: boolean
  onChoose: (fen: number) => void
}) {
  const [chosen, setChosen] = useState<number | 'other'>(0)
  const [text, setText] = useState('')
  const typed = fenOf(text)
  const choices = optional ? [0, ...amounts] : amounts
  const choose = (fen: number) => {
    setChosen(fen)
    onChoose(fen)
  }
  return (
    <Card title={title}>
      <Choices label={title} short>
        {choices.map((fen) => (
          <Choice key={fen} here={chosen === fen} onPress={() => choose(fen)}>
            {fen === 0 ? '不存' : `${fen / 100} 元`}
          </Choice>
        ))}
        <Choice
          here={chosen === 'other'}
          onPress={() => {
            setChosen('other')
            onChoose(typed ?? 0)
          }}
        >
          其他
        </Choice>
      </Choices>
      {chosen === 'other' && (
        <Field
          id="amount"
          label="预存多少元"
          value={text}
          keyboard="money"
          most={10}
          onText={(next) => {
            setText(next)
            onChoose(fenOf(next) ?? 0)
          }}
          fault={text !== '' && typed === null ? '请填写金额，最多两位小数，例如 88.80' : null}
        />
      )}
    </Card>
  )
}
