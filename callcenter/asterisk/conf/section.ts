type Value = string | number | boolean

/**
 * A section of one of Asterisk's files. Values that would begin a comment or another line are refused: nothing that a
 * setting holds may become configuration of its own.
 * @throws Error naming the key
 */
export function section(name: string, entries: readonly (readonly [key: string, value: Value])[]): string {
  return [`[${name}]`, ...entries.map(([key, value]) => `${key}=${plain(key, value)}`), ''].join('\n')
}

export const fields = (entries: Readonly<Record<string, Value>>) => Object.entries(entries)

function plain(key: string, value: Value): string {
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  if (/[;\r\n\0]/.test(text)) throw new Error(`${key}: its value cannot be written into a configuration file`)
  return text
}
