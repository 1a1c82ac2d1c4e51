import { once } from 'node:events'
import { connect } from 'node:net'

export interface Answer {
  status: number
  body: string
}

/** One client: a connection that is kept, and one request on it at a time. */
export interface Connection {
  /** Sends a whole request as it goes over the wire. @throws Error when the connection breaks */
  send(request: Buffer): Promise<Answer>
  close(): void
}

const headEnd = '\r\n\r\n'

/**
 * Far less than an HTTP client: it costs the measured server's machine next to nothing, and reads only what both
 * servers send, answers with a Content-Length.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  let received = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<Answer> | undefined
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection was closed')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = parse(received)
    if (!answer) return
    received = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  return {
    send(request) {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

/** Undefined as long as it is not whole. */
function parse(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf(headEnd)
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  const begin = end + headEnd.length
  if (bytes.length < begin + length) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', begin, begin + length) }
}
