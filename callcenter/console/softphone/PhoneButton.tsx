import { Button, Tooltip } from 'antd'
import { keysOf, type PhoneAct } from './keys.ts'

interface PhoneButtonProps {
  act: PhoneAct
  name: string
  tone?: 'answer' | 'hangUp'
  disabled?: boolean
  onClick: (() => void) | undefined
}

/** With its key in its hint. */
export const PhoneButton = ({ act, name, tone, disabled = false, onClick }: PhoneButtonProps) => (
  <Tooltip title={`${name}（${keysOf[act]}）`} mouseEnterDelay={0.3}>
    <Button
      {...(tone && { type: 'primary' as const })}
      className={tone ? `phone-${tone}` : ''}
      danger={tone === 'hangUp'}
      disabled={disabled}
      aria-keyshortcuts={keysOf[act]}
      onClick={() => onClick?.()}
    >
      {name}
      <kbd aria-hidden>{keysOf[act]}</kbd>
    </Button>
  </Tooltip>
)
