import type { BarProps } from './types.ts'

/** Mini-programs draw a bar of their own. */
export function Bar(_: BarProps) {
  return null
}
