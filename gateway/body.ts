import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { bodyTooLarge, ClientGone, malformedJson } from './refused.ts'

export const defaultBodyLimit = 256 * 1024

export const noBody = Buffer.alloc(0)
/** How long the rest of a refused body is still taken, for the client to get around to reading the refusal. */
const lingerMs = 2_000

/**
 * The bytes as they came: signatures are over these.
 * @throws Refused 413 as soon as it is known that they are more than `limit`.
 * @throws ClientGone when they end too early.
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (!hasBody(req)) return Promise.resolve(noBody)
  // It went away while somebody looked who it is: nothing would ever come.
  if (req.destroyed) return Promise.reject(new ClientGone())
  if (Number(req.headers['content-length']) > limit) {
    discardBody(req)
    return Promise.reject(bodyTooLarge(limit))
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const onData = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= limit) return void chunks.push(chunk)
      req.off('data', onData)
      discardBody(req)
      reject(bodyTooLarge(limit))
    }
    req.on('data', onData)
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? noBody) : Buffer.concat(chunks)))
    req.once('error', () => reject(new ClientGone()))
    // It comes after every request; an error is made only where it says something.
    req.once('close', () => req.complete || reject(new ClientGone()))
  })
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined

/**
 * For what is refused: does nothing where there is no body, or it was read. Closing a socket with unread bytes in it would reset it, and the refusal might never be read; leaving it unread would
 * hang the client. So the rest is read and forgotten, for a while.
 */
export function discardBody(req: IncomingMessage): void {
  if (!hasBody(req) || req.destroyed || req.readableEnded) return
  const timer = setTimeout(() => req.socket.destroy(), lingerMs)
  timer.unref()
  req.once('close', () => clearTimeout(timer))
  req.resume()
}

/**
 * @throws Refused 400 for what is not JSON in UTF-8, and for an object with the key `__proto__`, which assigning would
 * take for the prototype.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformedJson()
  const text = bytes.toString('utf8')
  try {
    // Spelled out, or with some letter escaped; the reviver costs time, and decides.
    return text.includes('__proto__') || text.includes('\\u00') ? JSON.parse(text, refusePrototype) : JSON.parse(text)
  } catch {
    throw malformedJson()
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw malformedJson()
  return value
}
