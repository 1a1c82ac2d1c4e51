import Taro from '@tarojs/taro'
import { mediaTypeOf } from '../reporting/mediaType.ts'
import { unheard } from './hubError.ts'
import type { Transport } from './send.ts'

const patienceMs = 20_000

/** By the mini-program's own request, whose answers are bytes. */
export const createTransport =
  (): Transport =>
  ({ method, path, body, headers }) =>
    new Promise((resolve, reject) => {
      const isBytes = body instanceof Uint8Array
      const type = body === undefined ? {} : { 'Content-Type': isBytes ? mediaTypeOf(body) : 'application/json' }
      void Taro.request<ArrayBuffer>({
        url: HUB_ORIGIN + path,
        method: method as 'GET',
        header: { ...type, ...headers },
        data: isBytes ? bufferOf(body) : body === undefined ? undefined : JSON.stringify(body),
        dataType: 'other',
        responseType: 'arraybuffer',
        timeout: patienceMs,
        success: ({ statusCode, header, data }) =>
          resolve({ status: statusCode, body: bodyOf(data, contentTypeOf(header)) }),
        fail: ({ errMsg }) => reject(unheard(errMsg)),
      })
    })

const bufferOf = (bytes: Uint8Array) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)

function contentTypeOf(header: Record<string, unknown>): string {
  const name = Object.keys(header).find((key) => key.toLowerCase() === 'content-type')
  return name === undefined ? '' : String(header[name])
}

function bodyOf(data: unknown, type: string): unknown {
  if (!type.includes('json')) return isBuffer(data) ? new Uint8Array(data) : data
  try {
    return JSON.parse(typeof data === 'string' ? data : textOf(data)) as unknown
  } catch {
    return null
  }
}

/** UTF-8 by hand: mini-programs have no TextDecoder everywhere. Anything else that was parsed already stays as it is. */
function textOf(data: unknown): string {
  if (!isBuffer(data)) return JSON.stringify(data)
  let escaped = ''
  for (const byte of new Uint8Array(data)) escaped += `%${byte < 16 ? '0' : ''}${byte.toString(16)}`
  return decodeURIComponent(escaped)
}

/** By its name: what comes from the platform may be made in another realm, whose ArrayBuffer is not this one's. */
const isBuffer = (data: unknown): data is ArrayBuffer => Object.prototype.toString.call(data) === '[object ArrayBuffer]'
