import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What stands in front of the gateways: gives each connection to the next one that takes it. */
export interface FrontDoor {
  url: string
  close(): Promise<void>
}

export async function openFrontDoor(ports: readonly number[]): Promise<FrontDoor> {
  const sockets = new Set<Socket>()
  let turn = 0
  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client)
    const first = turn++
    pass(
      client,
      [...ports.keys()].map((index) => ports[(first + index) % ports.length] ?? 0),
    )
  })

  function keep(socket: Socket) {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }

  function pass(client: Socket, [port, ...others]: readonly number[]) {
    if (port === undefined) return client.destroy()
    const upstream = connect(port, '127.0.0.1')
    const refused = () => pass(client, others)
    upstream.once('error', refused)
    upstream.once('connect', () => {
      upstream.off('error', refused)
      keep(upstream)
      client.on('close', () => upstream.destroy())
      upstream.on('close', () => client.destroy())
      client.pipe(upstream).pipe(client)
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
