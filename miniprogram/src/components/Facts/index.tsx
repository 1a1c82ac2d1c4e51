import type { ReactNode } from 'react'
import { Box } from '../../elements'
import './index.scss'

/** Names and what they are, one a line; a long one goes below its name. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode] | null)[] }) {
  return (
    <Box className="facts">
      {facts.map(
        (fact) =>
          fact && (
            <Box className="facts__row" key={fact[0]}>
              <Box className="facts__name">{fact[0]}</Box>
              <Box className="facts__value">{fact[1]}</Box>
            </Box>
          ),
      )}
    </Box>
  )
}
