import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problemMediaType, problemOf } from './problem.ts'
import { Refused } from './refused.ts'
import type { HeaderList } from './securityHeaders.ts'

/** What Node's parser found wrong, before there was a request that the application could have answered. */
function refusalOf(code: string): Refused {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refused(431, 'request.headersTooLarge', '请求头过大')
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new Refused(413, 'request.bodyTooLarge', '请求内容过大')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refused(408, 'request.timeout', '请求超时')
  return new Refused(400, 'request.malformed', '请求格式有误')
}

/** Answers on the bare socket, with the headers that every answer has, and closes it. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, headers: HeaderList): void {
  if (error.code === 'ECONNRESET' || !socket.writable || answerBegun(socket)) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const { problem } = problemOf(refusalOf(error.code ?? ''), requestId)
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ]
  socket.end([...lines, '', body].join('\r\n'))
}

/** Bytes in the midst of an answer would be taken for a part of it. Node keeps the answer in hand at its socket. */
function answerBegun(socket: Socket): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage')
  return typeof answer === 'object' && answer !== null && 'headersSent' in answer && answer.headersSent === true
}
