import type { ReactNode } from 'react'

export type Tone = 'danger' | 'warning' | 'success' | 'info'

/** One thing to know, in its colour and in words. */
export const Line = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <p className={`line line-${tone}`}>{children}</p>
)
