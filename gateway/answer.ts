import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Raw, Route } from '#core/contract/route.ts'
import type { ByteRange } from './byteRange.ts'
import type { HubContext } from './exchange.ts'
import { reply, replyNothing, replyStream } from './reply.ts'

/** Bytes with a name, for a route whose answer is raw. */
export interface FileAnswer {
  bytes: Uint8Array | Readable
  /** Browsers save it under this name; without one they show it. */
  fileName?: string
  /** Where it is not the one that the contract says: photos come in several. */
  mediaType?: string
  /** Of the whole file, in bytes, where parts of it can be asked for. */
  size?: number
  /** The part that `bytes` are. */
  range?: ByteRange
}

/** A handler broke the contract: its answer is not what was promised. Holds what is wrong, and no value. */
export class WrongAnswer extends Error {
  constructor(key: string, error: z.ZodError) {
    const faults = error.issues.slice(0, 10).map(({ path, code }) => `${path.join('.') || '(all)'}: ${code}`)
    super(`the answer of ${key} is not what the contract says: ${faults.join(', ')}`)
    this.name = 'WrongAnswer'
  }
}

/** Writes a handler's answer. What the contract does not know is stripped, so nothing leaks that nobody promised. */
export function answerer(key: string, route: Route): (ctx: HubContext, answer: unknown) => Promise<void> | void {
  const { answer: promised, status = 200 } = route
  if (promised === undefined) return (ctx) => replyNothing(ctx)
  if (promised instanceof z.ZodType)
    return (ctx, answer) => {
      const result = promised.safeParse(answer)
      if (!result.success) throw new WrongAnswer(key, result.error)
      reply(ctx, status, 'application/json', JSON.stringify(result.data))
    }
  return (ctx, answer) => sendFile(ctx, status, promised, answer as Uint8Array | FileAnswer)
}

function sendFile(ctx: HubContext, status: number, promised: Raw, answer: Uint8Array | FileAnswer) {
  const {
    bytes,
    fileName,
    mediaType = promised.raw,
    size,
    range,
  } = answer instanceof Uint8Array ? { bytes: answer } : answer
  const more = [
    ...(fileName === undefined ? [] : ['Content-Disposition', attachment(fileName)]),
    ...(size === undefined ? [] : partHeaders(size, range)),
  ]
  if (bytes instanceof Uint8Array) return reply(ctx, status, mediaType, bytes, more)
  return replyStream(ctx, range ? 206 : status, mediaType, bytes, more)
}

/** RFC 9110, 14.3 and 14.4. */
const partHeaders = (size: number, range: ByteRange | undefined) => [
  'Accept-Ranges',
  'bytes',
  'Content-Length',
  String(range ? range.to - range.from + 1 : size),
  ...(range ? ['Content-Range', `bytes ${range.from}-${range.to}/${size}`] : []),
]

/** RFC 6266, with the name as UTF-8 and, for what cannot read that, without its Chinese. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
