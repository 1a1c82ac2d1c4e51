import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

export interface VendorRequest {
  method: string
  url: URL
  contentType: string
  body: string
}

/** What a vendor's server does with a request; `hangUp` ends the connection without an answer. */
export type VendorAnswer = { status?: number; type: string; body: string } | 'hangUp'

/** A server on this machine that stands for a vendor's. */
export async function startVendor(answer: (request: VendorRequest) => VendorAnswer) {
  const requests: VendorRequest[] = []
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      requests.push(request)
      const given = answer(request)
      if (given === 'hangUp') return incoming.socket.destroy()
      response.writeHead(given.status ?? 200, { 'Content-Type': given.type }).end(given.body)
      return undefined
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

async function read(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return {
    method: incoming.method ?? '',
    url: new URL(incoming.url ?? '/', 'http://vendor'),
    contentType: incoming.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  }
}
