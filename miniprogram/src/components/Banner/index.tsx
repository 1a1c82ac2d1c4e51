import type { ReactNode } from 'react'
import { Box } from '../../elements'
import './index.scss'

/** A line that has to be seen, above what it is about. */
export function Banner({ tone, children }: { tone: 'danger' | 'warning' | 'good' | 'info'; children: ReactNode }) {
  return (
    <Box className={`banner banner--${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      {children}
    </Box>
  )
}
