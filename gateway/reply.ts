import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HubContext } from './exchange.ts'

// Answers are written past Koa, which would set every header singly; that takes half as long as the rest of a request.
// Headers that were set before stay. `more` is names and values in turn.

const headersOf = ({ state }: HubContext, more: readonly string[]) => [
  ...state.replyHeaders,
  'X-Request-Id',
  state.requestId,
  ...more,
]

/** Partners' answers are sealed once they are whole (`seal` of the frame), so Koa keeps them until then. */
const isKept = ({ state }: HubContext) => state.audience === 'partner'

function keep(ctx: HubContext, status: number, content: string | Uint8Array | null, headers: readonly string[]) {
  setHeaders(ctx, headers)
  ctx.status = status
  ctx.body = content instanceof Uint8Array ? Buffer.from(content) : content
}

export function reply(
  ctx: HubContext,
  status: number,
  mediaType: string,
  content: string | Uint8Array,
  more: readonly string[] = [],
): void {
  if (isKept(ctx)) return keep(ctx, status, content, ['Content-Type', mediaType, ...more])
  ctx.respond = false
  const length = String(Buffer.byteLength(content))
  ctx.res.writeHead(status, headersOf(ctx, ['Content-Type', mediaType, 'Content-Length', length, ...more]))
  ctx.res.end(content)
}

/** 204. */
export function replyNothing(ctx: HubContext, more: readonly string[] = []): void {
  if (isKept(ctx)) return keep(ctx, 204, null, more)
  ctx.respond = false
  ctx.res.writeHead(204, headersOf(ctx, more))
  ctx.res.end()
}

/**
 * Resolves when all of it is sent. A stream that breaks before its first byte rejects while there still can be another
 * answer; one that breaks later also breaks the connection, so that nobody takes the answer for whole.
 */
export async function replyStream(
  ctx: HubContext,
  status: number,
  mediaType: string,
  stream: Readable,
  more: readonly string[] = [],
): Promise<void> {
  if (!stream.readableEnded && stream.readableLength === 0) await once(stream, 'readable')
  ctx.respond = false
  ctx.res.writeHead(status, headersOf(ctx, ['Content-Type', mediaType, ...more]))
  if (ctx.method === 'HEAD') {
    stream.destroy()
    ctx.res.end()
  } else await pipeline(stream, ctx.res)
}

/** For what Koa is to write: pages, sealed answers. What they have set themselves stays. */
export function setReplyHeaders(ctx: HubContext): void {
  const { replyHeaders, requestId } = ctx.state
  setHeaders(ctx, replyHeaders, (name) => !ctx.res.hasHeader(name))
  ctx.res.setHeader('X-Request-Id', requestId)
}

function setHeaders({ res }: HubContext, headers: readonly string[], wanted = (_: string) => true) {
  for (let index = 0; index < headers.length; index += 2) {
    const [name = '', value = ''] = headers.slice(index, index + 2)
    if (wanted(name)) res.setHeader(name, value)
  }
}
