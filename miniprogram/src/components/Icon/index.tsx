import { Box } from '../../elements'
import { drawings, type IconName } from './drawings.ts'
import './index.scss'

/** A picture beside words that say the same. */
export function Icon({
  name,
  color = '#0B6FB8',
  className = '',
}: {
  name: IconName
  color?: string
  className?: string
}) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${color}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${drawings[name]}</svg>`
  return (
    <Box
      hidden
      className={`icon ${className}`}
      style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")` }}
    />
  )
}
