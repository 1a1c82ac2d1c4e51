import { AutoComplete, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { yuan } from '#core/kernel/fen.ts'
import { sentenceOf } from '../hub/hubRefusal.ts'
import { useAnswer } from '../hub/useAnswer.ts'
import { isTyping } from './isTyping.ts'
import { useSettled } from './useSettled.ts'

const fewest = 2

/** One search for every account, reached by `/`. */
export function SearchBox() {
  const [text, setText] = useState('')
  const input = useRef<InputRef>(null)
  const navigate = useNavigate()
  const q = useSettled(text.trim(), 250)
  const found = useAnswer('GET /api/staff/accounts', { query: { q } }, { enabled: q.length >= fewest, keep: true })

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
  const options =
    q.length < fewest || found.data === undefined
      ? []
      : found.data.slice(0, 10).map((account) => ({
          value: account.id,
          label: (
            <div className="found">
              <b>{account.name}</b> <span className="figures">{account.number}</span>{' '}
              {account.arrears > 0 && <span className="owed">欠费 {yuan(account.arrears)}</span>}
              <div className="soft">{account.premises}</div>
            </div>
          ),
        }))
  const nothing = found.error ? sentenceOf(found.error) : found.data ? '没有找到，换个号码、姓名或地址试试' : null
  return (
    <AutoComplete
      className="frame-search"
      popupMatchSelectWidth={440}
      value={text}
      options={options}
      notFoundContent={q.length >= fewest && !found.isFetching ? nothing : null}
      onChange={(value: string) => setText(value)}
      onSelect={(accountId: string) => go(`/accounts/${accountId}`)}
      defaultActiveFirstOption={false}
    >
      <Input
        ref={input}
        type="search"
        aria-label="查找用户"
        aria-keyshortcuts="/"
        placeholder="户号、姓名、电话、地址"
        maxLength={64}
        suffix={<kbd aria-hidden>/</kbd>}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur()
        }}
        onPressEnter={() => {
          const [only] = found.data ?? []
          if (q.length < fewest || q !== text.trim()) return
          if (only && found.data?.length === 1) go(`/accounts/${only.id}`)
          else go(`/accounts?${new URLSearchParams({ q }).toString()}`)
        }}
      />
    </AutoComplete>
  )
}
