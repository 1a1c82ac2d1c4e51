import type { ReactNode } from 'react'
import { Box, Tap } from '../../elements'
import { Icon } from '../Icon/index.tsx'
import './index.scss'

/** A whole line that leads on. */
export function RowLink({
  children,
  onPress,
  label,
  end,
}: {
  children: ReactNode
  onPress: () => void
  label?: string
  end?: ReactNode
}) {
  return (
    <Tap className="row-link" onPress={onPress} label={label}>
      <Box className="row-link__words">{children}</Box>
      {end !== undefined && <Box className="row-link__end">{end}</Box>}
      <Icon name="onward" color="#52606D" className="row-link__icon" />
    </Tap>
  )
}
