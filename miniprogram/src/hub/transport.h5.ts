import { mediaTypeOf } from '../reporting/mediaType.ts'
import { unheard } from './hubError.ts'
import type { Transport } from './send.ts'

const patienceMs = 20_000

/** By fetch, to the page's own origin. */
export const createTransport =
  (): Transport =>
  async ({ method, path, body, headers }) => {
    const isBytes = body instanceof Uint8Array
    const type = body === undefined ? {} : { 'Content-Type': isBytes ? mediaTypeOf(body) : 'application/json' }
    const impatience = new AbortController()
    const timer = setTimeout(() => impatience.abort(), patienceMs)
    try {
      const content = isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body)
      const request = { method, headers: { ...type, ...headers }, signal: impatience.signal }
      const response = await fetch(HUB_ORIGIN + path, body === undefined ? request : { ...request, body: content })
      return { status: response.status, body: await bodyOf(response) }
    } catch (error) {
      throw unheard(String(error))
    } finally {
      clearTimeout(timer)
    }
  }

async function bodyOf(response: Response): Promise<unknown> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!response.headers.get('Content-Type')?.includes('json')) return bytes
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown
  } catch {
    return null
  }
}
