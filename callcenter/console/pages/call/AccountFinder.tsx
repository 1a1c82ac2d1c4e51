import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSettled } from '../../frame/useSettled.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import type { Chosen } from './CallerPanel.tsx'

const fewest = 2
const most = 6

/** For a caller whose number nobody has on file. */
export function AccountFinder({ onChoose }: { onChoose(account: Chosen): void }) {
  const [text, setText] = useState('')
  const q = useSettled(text.trim(), 250)
  const asks = q.length >= fewest
  const found = useAnswer('GET /api/staff/accounts', { query: { q } }, { enabled: asks, keep: true })
  return (
    <div className="finder">
      <Input
        aria-label="查找来电人的户号"
        placeholder="按户号、姓名、电话、地址查找"
        allowClear
        maxLength={64}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {asks && (
        <Answered of={found} lines={2} isEmpty={(all) => all.length === 0} empty="没有找到，换个说法试试">
          {(all) => (
            <ul className="finder-list">
              {all.slice(0, most).map(({ id, number, name, premises }) => (
                <li key={id}>
                  <Button
                    type="text"
                    block
                    onClick={() => {
                      onChoose({ id, number, name, premises })
                      setText('')
                    }}
                  >
                    <b>{name}</b> <span className="figures">{number}</span>
                    <br />
                    <span className="soft">{premises}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      )}
    </div>
  )
}
