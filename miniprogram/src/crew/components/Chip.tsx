import type { ReactNode } from 'react'
import { Words } from '../../elements'

export function Chip({ tone, children }: { tone?: 'danger' | 'warning' | 'good'; children: ReactNode }) {
  return <Words className={`crew__chip ${tone ? `crew__chip--${tone}` : ''}`}>{children}</Words>
}
