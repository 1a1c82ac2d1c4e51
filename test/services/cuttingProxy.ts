import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Stands between the hub and a database, and cuts the connection at a statement when it is told to. */
export interface CuttingProxy {
  port: number
  /**
   * The next statement that begins like this does not reach the server, or its answer does not come back. Resolves when
   * that has happened.
   */
  cutNext(where: 'before' | 'after', statement: string): Promise<void>
  close(): Promise<void>
}

interface Cut {
  where: 'before' | 'after'
  /** As the protocol sends it: a query, and its text. */
  begins: Buffer
  done: () => void
}
/** Length and sequence of a packet. */
const headBytes = 4

export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let cut: Cut | undefined
  const sockets = new Set<Socket>()
  const isCut = (data: Buffer): boolean =>
    cut !== undefined && data.subarray(headBytes, headBytes + cut.begins.length).equals(cut.begins)

  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    const answer = (data: Buffer) => void client.write(data)
    upstream.on('data', answer)
    client.on('data', (data) => {
      const cutting = isCut(data) ? cut : undefined
      if (cutting) cut = undefined
      if (cutting?.where !== 'before') upstream.write(data)
      if (!cutting) return
      const end = () => {
        client.destroy()
        cutting.done()
      }
      upstream.off('data', answer)
      if (cutting.where === 'before') end()
      else upstream.once('data', end)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cutNext: (where, statement) =>
      new Promise((done) => (cut = { where, begins: Buffer.from(`\u0003${statement}`), done })),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
