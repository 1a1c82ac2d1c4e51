import type { ReactNode } from 'react'
import { Box, Tap } from '../../elements'
import type { TapProps } from '../../elements/types.ts'
import './index.scss'

/** Beside each other: two in a line, or three where their words are short. */
export function Choices({ label, short = false, children }: { label: string; short?: boolean; children: ReactNode }) {
  return (
    <Box className={short ? 'choices choices--short' : 'choices'} role="group" label={label}>
      {children}
    </Box>
  )
}

interface ChoiceProps extends Pick<TapProps, 'children' | 'onPress' | 'disabled' | 'id'> {
  /** It is the one that was chosen. */
  here: boolean
  /** A line of its own, its words at the left: for places and names. */
  row?: boolean
}

/** One of several. */
export function Choice({ here, row = false, children, ...rest }: ChoiceProps) {
  return (
    <Tap className={`choice ${row ? 'choice--row' : ''} ${here ? 'choice--here' : ''}`} pressed={here} {...rest}>
      {children}
    </Tap>
  )
}
