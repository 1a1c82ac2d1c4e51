import { type DestinationStream, type Logger as Pino, pino } from 'pino'

export type Logger = Pino

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Fields whose value is nobody's business in a log, wherever they lie in the first four levels of an entry. */
const secret = [
  'password',
  'token',
  'refreshToken',
  'accessToken',
  'authorization',
  'cookie',
  'secret',
  'code',
  'signature',
]
/** Fields of persons, shown as `138****0001`. */
const personal = ['phone', 'caller', 'idNumber', 'name', 'address', 'premises']
const depths = ['', '*.', '*.*.', '*.*.*.']

/** One JSON line an entry, to standard output unless told otherwise. A request or call gets a child of its own. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const paths = [...secret, ...personal].flatMap((field) => depths.map((depth) => `${depth}${field}`))
  const options = {
    level,
    base: null,
    serializers: { err: describeError },
    redact: { paths, censor: (value: unknown, path: string[]) => censor(value, path.at(-1) ?? '') },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(this: Logger, args: Parameters<Pino['info']>, method: Pino['info']) {
        method.apply(this, masked(args) as typeof args)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Where a message is missing, pino takes that of the error as it is: it must be given. */
function masked(args: readonly unknown[]): unknown[] {
  const [entry, message] = args
  const error = entry instanceof Object && 'err' in entry ? entry.err : entry
  const all = error instanceof Error && message === undefined ? [entry, error.message] : args
  return all.map((arg) => (typeof arg === 'string' ? maskNumbers(arg) : arg))
}

function censor(value: unknown, field: string): string {
  if (secret.includes(field) || typeof value !== 'string') return '[redacted]'
  return value.length < 8 ? '***' : `${value.slice(0, 3)}****${value.slice(-4)}`
}

/** Chinese mobile and identity numbers inside a message. */
export function maskNumbers(message: string): string {
  return message
    .replace(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replace(/(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')
}

/** Without the parameters that a failed query carries: they hold persons' data. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  // Not as `code`, which in other entries is what a person types in to prove who they are.
  const errorCode = 'code' in error ? { errorCode: error.code } : {}
  const stack = error.stack && maskNumbers(error.stack)
  return { type: error.name, message: maskNumbers(error.message), ...errorCode, stack }
}
