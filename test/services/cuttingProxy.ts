import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Stands between the hub and a database, and cuts the connection at its commit when it is told to. */
export interface CuttingProxy {
  port: number
  /** The next commit does not reach the server, or its answer does not come back. Resolves when that has happened. */
  cutNext(where: 'before' | 'after'): Promise<void>
  close(): Promise<void>
}

/** As the protocol sends it, after a head of four bytes: a query, and its text. */
const commit = Buffer.from('\u0003COMMIT')

export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let cut: { where: 'before' | 'after'; done: () => void } | undefined
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    let silent = false
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', end).on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    client.on('data', (data) => {
      if (!cut || !data.subarray(4).equals(commit)) return void upstream.write(data)
      const { where, done } = cut
      cut = undefined
      if (where === 'after') {
        silent = true
        upstream.write(data)
        upstream.once('data', () => {
          end()
          done()
        })
      } else {
        end()
        done()
      }
    })
    upstream.on('data', (data) => {
      if (!silent) client.write(data)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cutNext: (where) => new Promise((done) => (cut = { where, done })),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
