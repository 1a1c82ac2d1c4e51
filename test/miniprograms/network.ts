import type { PackageType } from './packages.ts'

/** The address that is built into the packages of the tests. */
const builtIn = 'https://hub.invalid'

/**
 * `wx.request` and `my.request`: over real HTTP to the hub of the test. Answers are bytes, as the app asks for them;
 * their text is added to `received`.
 */
export const requestOf =
  (type: PackageType, hubUrl: string, received: string[]) => async (options: Record<string, unknown>) => {
    const url = String(options['url'])
    if (!url.startsWith(builtIn)) throw new Error(`a request that leaves the hub: ${url}`)
    const headers = (options['header'] ?? options['headers'] ?? {}) as Record<string, string>
    const { data, method = 'GET' } = options
    const body = method === 'GET' || data === undefined || data === null ? {} : { body: bodyOf(data) }
    const response = await fetch(hubUrl + url.slice(builtIn.length), { method: String(method), headers, ...body })
    const bytes = await response.arrayBuffer()
    received.push(Buffer.from(bytes).toString('utf8'))
    const answered = Object.fromEntries(response.headers)
    return type === 'alipay'
      ? { data: bytes, status: response.status, headers: answered }
      : { data: bytes, statusCode: response.status, header: answered }
  }

/** Of another realm: an ArrayBuffer there is none here. */
const bodyOf = (data: unknown): string | Uint8Array<ArrayBuffer> =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]'
    ? new Uint8Array(data as ArrayBuffer)
    : typeof data === 'string'
      ? data
      : JSON.stringify(data)
