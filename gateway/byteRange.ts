/** Both ends are included. */
export interface ByteRange {
  from: number
  to: number
}

/**
 * What a `Range` asks for of a file with so many bytes (RFC 9110, 14.1.2). Null: all of it, also for what is not
 * understood or names several ranges, which a server may answer so.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return Number(last) === 0 || size === 0 ? 'unsatisfiable' : between(size - Number(last), size - 1)
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= size) return 'unsatisfiable'
  return between(Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1))
}

const between = (from: number, to: number): ByteRange => ({ from: Math.max(0, from), to })
