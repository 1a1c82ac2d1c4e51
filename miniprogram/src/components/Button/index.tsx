import type { ReactNode } from 'react'
import { Tap } from '../../elements'
import './index.scss'

interface ButtonProps {
  children: ReactNode
  onPress: () => void
  /** One `main` button a page. */
  kind?: 'main' | 'plain' | 'danger' | 'link'
  disabled?: boolean
  /** Pressed, and its answer is not there yet. */
  busy?: boolean
  id?: string
}

export function Button({ children, onPress, kind = 'plain', disabled = false, busy = false, id }: ButtonProps) {
  return (
    <Tap className={`button button--${kind}`} onPress={onPress} disabled={disabled || busy} id={id}>
      {busy ? '请稍候…' : children}
    </Tap>
  )
}
