import type { BoxProps, HeadingProps, PictureProps, TapProps, TextEntryProps } from './types.ts'

// In a browser the screen is made of HTML itself: buttons, headings and fields that keyboards and readers know.

export function Box({ className, style, children, label, role, hidden, id }: BoxProps) {
  return (
    <div className={className} style={style} aria-label={label} role={role} aria-hidden={hidden} id={id}>
      {children}
    </div>
  )
}

export function Words({ className, children }: Pick<BoxProps, 'className' | 'children'>) {
  return <span className={className}>{children}</span>
}

export function Heading({ level, className, children }: HeadingProps) {
  const Level = `h${level}` as const
  return <Level className={className}>{children}</Level>
}

export function Tap({ className, style, children, onPress, disabled, label, pressed, id }: TapProps) {
  return (
    <button
      type="button"
      className={`tap ${className ?? ''}`}
      style={style}
      disabled={disabled}
      aria-label={label}
      aria-pressed={pressed}
      id={id}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

const keyboards = { text: 'text', digits: 'numeric', money: 'decimal', search: 'search' } as const

export function TextLine({ id, label, value, onText, keyboard = 'text', most, onEnter, ...rest }: TextEntryProps) {
  return (
    <input
      id={id}
      className={`entry ${rest.className ?? ''}`}
      value={value}
      type={rest.secret ? 'password' : keyboard === 'search' ? 'search' : 'text'}
      inputMode={keyboards[keyboard]}
      maxLength={most}
      placeholder={rest.placeholder}
      disabled={rest.disabled}
      aria-label={label}
      aria-invalid={rest.invalid}
      aria-describedby={rest.hint === undefined ? undefined : `${id}-hint`}
      autoComplete="off"
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && onEnter?.()}
    />
  )
}

export function TextArea({ id, label, value, onText, ...rest }: Omit<TextEntryProps, 'most'>) {
  return (
    <textarea
      id={id}
      className={`entry entry--tall ${rest.className ?? ''}`}
      value={value}
      placeholder={rest.placeholder}
      disabled={rest.disabled}
      aria-label={label}
      aria-invalid={rest.invalid}
      aria-describedby={rest.hint === undefined ? undefined : `${id}-hint`}
      onChange={(event) => onText(event.target.value)}
    />
  )
}

export function Picture({ className, address, label }: PictureProps) {
  return <img className={className} src={address} alt={label} />
}
