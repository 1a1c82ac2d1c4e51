import type { ReactNode } from 'react'
import type { Tone } from './Line.tsx'

/** A state in a word, in its colour. */
export const Mark = ({ tone, children }: { tone: Tone | 'quiet'; children: ReactNode }) => (
  <span className={`tag tag-${tone}`}>{children}</span>
)
