const codeOf = (sign: string) => sign.charCodeAt(0)
const [newline, quote, backslash] = [codeOf('\n'), codeOf("'"), codeOf('\\')]
const [opening, closing, semicolon] = [codeOf('('), codeOf(')'), codeOf(';')]
const insert = /^INSERT INTO `((?:[^`]|``)+)` VALUES\s*$/
const longestHead = 300

/**
 * Counts the rows in what mariadb-dump or mysqldump writes, as it comes by: the only count that is surely of the same
 * moment. Both write a statement at the beginning of a line and no line break within a text.
 */
export function countDumpedRows() {
  const rows: Record<string, number> = {}
  let table: string | null = null
  let [depth, quoted, escaped, skipping] = [0, false, false, false]
  let head = ''
  let ending = ''

  /** Outside the rows: only whether they begin is looked for. */
  function lookAt(byte: number) {
    if (byte === newline) {
      // Of the rows, mariadb-dump writes each on a line of its own.
      if (!insert.test(head)) [head, skipping] = ['', false]
      return
    }
    if (skipping) return
    if (byte === opening) {
      table = insert.exec(head)?.[1]?.replaceAll('``', '`') ?? null
      if (table === null) skipping = true
      else within(byte)
      return
    }
    head += String.fromCharCode(byte)
    if (head.length > longestHead) skipping = true
  }

  function within(byte: number) {
    if (escaped) escaped = false
    else if (quoted) {
      if (byte === backslash) escaped = true
      else if (byte === quote) quoted = false
    } else if (byte === quote) quoted = true
    else if (byte === opening) {
      if (depth === 0 && table !== null) rows[table] = (rows[table] ?? 0) + 1
      depth++
    } else if (byte === closing) depth--
    else if (byte === semicolon && depth === 0) [table, head] = [null, '']
  }

  return {
    async *pass(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        for (const byte of chunk) {
          if (table === null) lookAt(byte)
          else within(byte)
        }
        ending = (ending + chunk.subarray(-200).toString('latin1')).slice(-200)
        yield chunk
      }
    },
    rows: (): Readonly<Record<string, number>> => rows,
    /** Whether the last line was the one that says so. */
    isComplete: (): boolean => /^-- Dump completed/m.test(ending),
  }
}
