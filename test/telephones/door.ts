import { connect, createServer } from 'node:net'

// Inside of a network: whoever comes by the Unix socket names a port of 127.0.0.1 in a first line, and is put through.

createServer((outer) => {
  outer.once('data', (first) => {
    outer.pause()
    const end = first.indexOf('\n')
    const inner = connect(Number(first.subarray(0, end)), '127.0.0.1')
    inner.write(first.subarray(end + 1))
    outer.pipe(inner).pipe(outer)
    for (const [one, other] of [[outer, inner] as const, [inner, outer] as const]) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  outer.on('error', () => undefined)
}).listen(process.argv[2])
