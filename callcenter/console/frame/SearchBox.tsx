import { AutoComplete, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../hub/hubRefusal.ts'
import { useAnswer } from '../hub/useAnswer.ts'
import { useSession } from '../session/session.ts'
import { foundChoices } from './foundChoices.tsx'
import { isTyping } from './isTyping.ts'
import { placeFor } from './placeFor.ts'
import { useSettled } from './useSettled.ts'

const fewest = 2

/** One search for everything, reached by `/`: the arrows choose, Enter goes there, Escape leaves. */
export function SearchBox() {
  const { may } = useSession()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const input = useRef<InputRef>(null)
  const navigate = useNavigate()
  const typed = text.trim()
  const q = useSettled(typed, 250)
  const asks = q.length >= fewest && typed.length >= fewest
  const found = useAnswer('GET /api/staff/search', { query: { q } }, { enabled: asks, keep: true })

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus({ cursor: 'all' })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  const go = (path: string) => {
    setText('')
    input.current?.blur()
    void navigate(path)
  }
  const options = asks && found.data && !found.error ? foundChoices(found.data, q, may) : []
  return (
    <AutoComplete
      className="frame-search"
      popupMatchSelectWidth={520}
      listHeight={560}
      value={text}
      open={open}
      onOpenChange={setOpen}
      options={options}
      notFoundContent={asks ? <Nothing asking={found.isFetching} error={found.error} /> : null}
      onChange={(value: string) => setText(value)}
      onSelect={(_: string, { path }: { path: string }) => go(path)}
      defaultActiveFirstOption={false}
    >
      <Input
        ref={input}
        type="search"
        aria-label="查找"
        aria-keyshortcuts="/"
        placeholder="户号、姓名、电话、地址、水表、工单"
        maxLength={64}
        suffix={<kbd aria-hidden>/</kbd>}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur()
        }}
        onPressEnter={() => {
          if (!asks || q !== typed) return
          // Enter closes what is open.
          if (found.error) void found.refetch().then(() => setOpen(true))
          else if (found.data) {
            const place = placeFor(found.data, q)
            if (place !== null) go(place)
          }
        }}
      />
    </AutoComplete>
  )
}

function Nothing({ asking, error }: { asking: boolean; error: Error | null }) {
  if (asking) return <p className="found-nothing">正在查找…</p>
  if (error) return <p className="found-nothing owed">没能查找：{sentenceOf(error)}。按回车重试</p>
  return <p className="found-nothing">没有找到。可以查户号、户名、电话、地址、水表号，工单号、收据号和停水编号</p>
}
