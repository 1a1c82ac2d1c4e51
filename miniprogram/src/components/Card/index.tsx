import type { ReactNode } from 'react'
import { Box, Heading } from '../../elements'
import './index.scss'

export function Card({
  title,
  tone,
  children,
}: {
  title?: string
  tone?: 'danger' | 'warning' | 'good'
  children: ReactNode
}) {
  return (
    <Box className={`card ${tone ? `card--${tone}` : ''}`}>
      {title !== undefined && (
        <Heading level={2} className="card__title">
          {title}
        </Heading>
      )}
      {children}
    </Box>
  )
}
