/**
 * Why a process cannot start, in sentences for whoever runs it: a setting that is missing or wrong, a database that
 * cannot be opened, a port that is taken. The process prints them without a stack trace and exits with 78 (EX_CONFIG).
 */
export class StartError extends Error {
  readonly faults: readonly string[]

  constructor(...faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'StartError'
    this.faults = faults
  }
}

export const exitCodeOfStartError = 78
