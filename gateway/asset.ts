import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HubContext } from './exchange.ts'

const compress = promisify(gzip)

/** A file of a front end, as it is sent: whole in memory, compressed once. */
export interface Asset {
  bytes: Buffer
  /** Null where it would not get smaller. */
  gzipped: Buffer | null
  tag: string
  type: string
}

const textTypes = /^(text\/|application\/(json|xml|manifest)|image\/svg)/

export async function toAsset(bytes: Buffer, type: string): Promise<Asset> {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { bytes, gzipped: textTypes.test(type) ? await compress(bytes) : null, tag, type }
}

/** For a name that changes with the content. */
export const immutable = 'public, max-age=31536000, immutable'
/** For any other name: browsers keep the file and ask whether it is still the same. */
export const revalidated = 'no-cache'

export function sendAsset(ctx: HubContext, { bytes, gzipped, tag, type }: Asset, caching = revalidated): void {
  ctx.res.setHeader('Cache-Control', caching)
  ctx.res.setHeader('Vary', 'Accept-Encoding')
  ctx.res.setHeader('ETag', tag)
  ctx.status = 200
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  ctx.res.setHeader('Content-Type', type)
  if (gzipped && ctx.acceptsEncodings('gzip', 'identity') === 'gzip') {
    ctx.res.setHeader('Content-Encoding', 'gzip')
    ctx.body = gzipped
  } else ctx.body = bytes
}
