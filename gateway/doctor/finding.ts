/** What the doctor has to say of one part. `remedy` is what to do about it; a command where one does it. */
export interface Finding {
  subject: string
  /** `off` is a choice: the hub does without. `warning` serves, and should not stay. `fault` keeps it from serving. */
  state: 'ok' | 'off' | 'warning' | 'fault'
  says: string
  remedy?: string
}

export const ok = (subject: string, says: string): Finding => ({ subject, state: 'ok', says })
export const off = (subject: string, says: string, remedy?: string): Finding => ({
  subject,
  state: 'off',
  says,
  ...(remedy !== undefined && { remedy }),
})
export const warning = (subject: string, says: string, remedy: string): Finding => ({
  subject,
  state: 'warning',
  says,
  remedy,
})
export const fault = (subject: string, says: string, remedy: string): Finding => ({
  subject,
  state: 'fault',
  says,
  remedy,
})

/** Why something failed, without an address: it may hold a password. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it does not answer'
  // `fetch` says no more than that it failed, and keeps why as the cause.
  if (error.cause instanceof Error) return reasonOf(error.cause)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ECONNREFUSED') return 'nothing answers at its host and port'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is not known'
  if (code === 'ER_ACCESS_DENIED_ERROR') return 'user or password are refused'
  if (code === 'ER_BAD_DB_ERROR') return 'it has no database of that name'
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT') return 'it did not answer in time'
  return code || error.message.split('\n')[0]?.replace(/\/\/[^/\s]*@/g, '//') || error.name
}

const signs: Record<Finding['state'], string> = { ok: '✓', off: '–', warning: '!', fault: '✗' }

/** The findings as whoever runs the hub reads them in a terminal. */
export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length))
  const lines = findings.flatMap(({ subject, state, says, remedy }) => [
    `${signs[state]} ${subject.padEnd(width)}  ${says}`,
    ...(remedy === undefined ? [] : [`  ${' '.repeat(width)}  → ${remedy}`]),
  ])
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  return [...lines, '', `${count('fault')} faults, ${count('warning')} warnings`, ''].join('\n')
}
