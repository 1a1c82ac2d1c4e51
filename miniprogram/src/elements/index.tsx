import { Button, Image, Input, Text as TaroText, Textarea, View } from '@tarojs/components'
import type { BoxProps, HeadingProps, PictureProps, TapProps, TextEntryProps } from './types.ts'

// The few things that a screen is made of, in WeChat and Alipay. The browser has its own, in index.h5.tsx.

export function Box({ className, style, children, label, role, hidden, id }: BoxProps) {
  const given = {
    ...(className !== undefined && { className }),
    ...(style !== undefined && { style }),
    ...(label !== undefined && { ariaLabel: label }),
    ...(role !== undefined && { ariaRole: role }),
    ...(id !== undefined && { id }),
  }
  return hidden ? (
    <View {...given} aria-hidden>
      {children}
    </View>
  ) : (
    <View {...given}>{children}</View>
  )
}

export function Words({ className, children }: Pick<BoxProps, 'className' | 'children'>) {
  return <TaroText className={className ?? ''}>{children}</TaroText>
}

export function Heading({ className, children }: HeadingProps) {
  return (
    <View className={className ?? ''} ariaRole="heading">
      {children}
    </View>
  )
}

export function Tap({ className, style, children, onPress, disabled, label, id }: TapProps) {
  return (
    <Button
      className={`tap ${className ?? ''}`}
      hoverClass="tap--down"
      disabled={disabled ?? false}
      onClick={() => !disabled && onPress()}
      {...(label !== undefined && { ariaLabel: label })}
      {...(style !== undefined && { style })}
      {...(id !== undefined && { id })}
    >
      {children}
    </Button>
  )
}

const keyboards = { text: 'text', digits: 'number', money: 'digit', search: 'text' } as const

export function TextLine({ id, label, value, onText, keyboard = 'text', most, onEnter, ...rest }: TextEntryProps) {
  return (
    <Input
      id={id}
      className={`entry ${rest.className ?? ''}`}
      value={value}
      type={keyboards[keyboard]}
      password={rest.secret ?? false}
      maxlength={most}
      placeholder={rest.placeholder ?? ''}
      disabled={rest.disabled ?? false}
      ariaLabel={label}
      confirmType={keyboard === 'search' ? 'search' : 'done'}
      onInput={({ detail }) => onText(detail.value)}
      onConfirm={() => onEnter?.()}
    />
  )
}

type TextAreaProps = Omit<TextEntryProps, 'most'>

export function TextArea({ id, label, value, onText, placeholder, disabled, className }: TextAreaProps) {
  return (
    <Textarea
      id={id}
      className={`entry entry--tall ${className ?? ''}`}
      value={value}
      maxlength={-1}
      placeholder={placeholder ?? ''}
      disabled={disabled ?? false}
      ariaLabel={label}
      onInput={({ detail }) => onText(detail.value)}
    />
  )
}

export function Picture({ className, address, label }: PictureProps) {
  return <Image className={className ?? ''} src={address} mode="aspectFill" ariaLabel={label} />
}
