import type { HubContext } from './exchange.ts'

/**
 * Writes a short answer past Koa, which would set every header singly; that takes half as long as the rest of a
 * request. Headers that were set before stay. `more` is names and values in turn.
 */
export function reply(ctx: HubContext, status: number, mediaType: string, text: string, more: readonly string[] = []): void {
  const { replyHeaders, requestId } = ctx.state
  ctx.respond = false
  ctx.res.writeHead(status, [
    ...replyHeaders,
    'X-Request-Id',
    requestId,
    'Content-Type',
    mediaType,
    'Content-Length',
    String(Buffer.byteLength(text)),
    ...more,
  ])
  ctx.res.end(text)
}

/** 204. */
export function replyNothing(ctx: HubContext, more: readonly string[] = []): void {
  const { replyHeaders, requestId } = ctx.state
  ctx.respond = false
  ctx.res.writeHead(204, [...replyHeaders, 'X-Request-Id', requestId, ...more])
  ctx.res.end()
}

/** For what Koa is to write: pages, files. What they have set themselves stays. */
export function setReplyHeaders(ctx: HubContext): void {
  const { replyHeaders, requestId } = ctx.state
  for (let index = 0; index < replyHeaders.length; index += 2) {
    const [name = '', value = ''] = replyHeaders.slice(index, index + 2)
    if (!ctx.res.hasHeader(name)) ctx.res.setHeader(name, value)
  }
  ctx.res.setHeader('X-Request-Id', requestId)
}
