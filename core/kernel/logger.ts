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
const guarded = new Map([
  ...secret.map((field) => [field, hideSecret] as const),
  ...personal.map((field) => [field, hidePersonal] as const),
])
const deepest = 4

/** One JSON line an entry, to standard output unless told otherwise. A request or call gets a child of its own. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: { err: describeError },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (entry: Record<string, unknown>) => censored(entry, deepest) as Record<string, unknown>,
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(this: Logger, args: Parameters<Pino['info']>, method: Pino['info']) {
        method.apply(this, masked(args) as typeof args)
      },
    },
  }
  return censoringChildren(destination ? pino(options, destination) : pino(options))
}

/** Formatters of entries do not see what a child is made with; children inherit this from their parent. */
function censoringChildren(logger: Logger): Logger {
  const make = logger.child
  logger.child = function (this: Logger, bound: object, ...rest) {
    return make.call(this, censored(bound, deepest) as object, ...rest)
  } as typeof logger.child
  return logger
}

/** A copy without what must not be seen; pino's own redaction costs thirty times as much a line. */
function censored(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || depth === 0) return value
  if (Array.isArray(value)) return value.map((item) => censored(item, depth - 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  const copy: Record<string, unknown> = {}
  for (const [field, content] of Object.entries(value)) {
    const hide = guarded.get(field)
    copy[field] = hide && content !== undefined && content !== null ? hide(content) : censored(content, depth - 1)
  }
  return copy
}

/** Where a message is missing, pino takes that of the error as it is: it must be given. */
function masked(args: readonly unknown[]): unknown[] {
  const [entry, message] = args
  const error = entry instanceof Object && 'err' in entry ? entry.err : entry
  const all = error instanceof Error && message === undefined ? [entry, error.message] : args
  return all.map((arg) => (typeof arg === 'string' ? maskNumbers(arg) : arg))
}

function hideSecret(): string {
  return '[redacted]'
}

function hidePersonal(value: unknown): string {
  if (typeof value !== 'string') return '[redacted]'
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
