import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { keyOf, type ListColumn } from './listColumn.ts'

interface ColumnChoiceProps<R> {
  /** All but the first, which says what a row is about. */
  columns: readonly ListColumn<R>[]
  hidden: readonly string[]
  onHide(keys: readonly string[]): void
}

/** Which columns are shown. */
export function ColumnChoice<R>({ columns, hidden, onHide }: ColumnChoiceProps<R>) {
  const box = useRef<HTMLDetailsElement>(null)
  // Below a short list there is more room than above.
  const [downward, setDownward] = useState(false)
  const close = () => {
    if (box.current) box.current.open = false
  }
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) close()
    }
    addEventListener('pointerdown', onPress)
    return () => removeEventListener('pointerdown', onPress)
  }, [])
  return (
    <details
      ref={box}
      className={downward ? 'column-choice column-choice-down' : 'column-choice'}
      onToggle={({ currentTarget }) => setDownward(currentTarget.getBoundingClientRect().top < innerHeight / 2)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        close()
        box.current?.querySelector('summary')?.focus()
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && !box.current?.contains(relatedTarget)) close()
      }}
    >
      <summary className="list-tool">显示的列{hidden.length > 0 && `（隐藏 ${hidden.length}）`}</summary>
      <div className="column-choice-box">
        {columns.map((column) => {
          const key = keyOf(column)
          return (
            <Checkbox
              key={key}
              checked={!hidden.includes(key)}
              onChange={({ target }) => onHide(target.checked ? hidden.filter((one) => one !== key) : [...hidden, key])}
            >
              {column.title}
            </Checkbox>
          )
        })}
        <Button size="small" disabled={hidden.length === 0} onClick={() => onHide([])}>
          全部显示
        </Button>
      </div>
    </details>
  )
}
