import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface Copied {
  bytes: number
  sha256: string
}

/** Copies a file to where there is none yet, durably, and says what was copied. */
export async function copyFile(from: string, to: string): Promise<Copied> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const tally = tallying()
  await pipeline(createReadStream(from), tally.pass, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }))
  return tally.result()
}

export async function digestOf(file: string): Promise<Copied> {
  const tally = tallying()
  await pipeline(createReadStream(file), tally.pass, async (source: AsyncIterable<Buffer>) => {
    for await (const _ of source);
  })
  return tally.result()
}

/** Resolves when a file, or the names in a folder, outlive a failure of power. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Counts and hashes what passes through. */
export function tallying() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    async *pass(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    result: (): Copied => ({ bytes, sha256: hash.digest('hex') }),
  }
}
