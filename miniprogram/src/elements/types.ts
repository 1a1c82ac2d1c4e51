import type { CSSProperties, ReactNode } from 'react'

export interface BoxProps {
  className?: string | undefined
  style?: CSSProperties | undefined
  children?: ReactNode
  /** What it is to somebody who cannot see it, where its text does not say it. */
  label?: string | undefined
  /** `status` and `alert` are read out when they change; `img` hides what is inside behind the label. */
  role?: 'status' | 'alert' | 'img' | 'group' | 'list' | 'listitem' | 'progressbar' | undefined
  /** Decoration: not read out. */
  hidden?: boolean | undefined
  id?: string | undefined
}

export interface HeadingProps {
  level: 1 | 2 | 3
  className?: string | undefined
  children: ReactNode
}

export interface TapProps {
  className?: string | undefined
  style?: CSSProperties | undefined
  children: ReactNode
  onPress: () => void
  disabled?: boolean | undefined
  label?: string | undefined
  /** For a choice that is on or off. */
  pressed?: boolean | undefined
  id?: string | undefined
}

export interface TextEntryProps {
  id: string
  /** Read out with the field. */
  label: string
  value: string
  onText: (text: string) => void
  placeholder?: string | undefined
  /** Which keyboard comes up. */
  keyboard?: 'text' | 'digits' | 'money' | 'search' | undefined
  most: number
  /** Not to be read over a shoulder. */
  secret?: boolean | undefined
  disabled?: boolean | undefined
  /** The fault of what is in it, or help: read out with it. */
  hint?: string | undefined
  invalid?: boolean | undefined
  onEnter?: (() => void) | undefined
  className?: string | undefined
}

export interface PictureProps {
  className?: string | undefined
  address: string
  label: string
}
