import { connect } from 'node:net'
import { findProgram, type Service, startService } from './service.ts'

export interface RedisOptions {
  /** Keeps its data on disk, for tests and benchmarks of a restart; otherwise a restart empties it. */
  durable?: boolean
}

export async function startRedis({ durable = false }: RedisOptions = {}): Promise<Service> {
  const program = findProgram('redis-server')
  return startService({
    name: 'redis',
    user: 'redis',
    command: (folder, port) => [program, ...settings(folder, port), ...(durable ? durably : inMemory)],
    url: (port) => `redis://127.0.0.1:${port}`,
    probe,
  })
}

const settings = (folder: string, port: number) => [
  '--port',
  String(port),
  '--bind',
  '127.0.0.1',
  '--dir',
  folder,
  '--save',
  '',
]
const inMemory = ['--appendonly', 'no']
const durably = ['--appendonly', 'yes', '--appendfsync', 'everysec']

/** Redis also accepts connections while it is still loading its data, and says so. */
function probe(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')))
    socket.on('error', reject)
    socket.on('data', (data) => {
      const answer = data.toString()
      if (answer.startsWith('+PONG')) resolve()
      else reject(new Error(answer))
      socket.destroy()
    })
  })
}
