import type { Context } from 'koa'
import type { z } from 'zod'

const mostBytes = 64 * 1024

/** The bytes as they came: signatures are over these. @throws HttpError 413 */
export async function readBytes(ctx: Context): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) ctx.throw(413, 'body.tooLarge')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** @throws HttpError 400 */
export function parseJson(ctx: Context, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return ctx.throw(400, 'body.notJson')
  }
}

/** @throws HttpError 422 naming every fault */
export function check<Schema extends z.ZodType>(ctx: Context, schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return ctx.throw(422, 'input.invalid', { issues })
}
