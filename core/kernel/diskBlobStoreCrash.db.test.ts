import { spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { BlobWriterOrder } from '#test/processes/blobWriter.ts'
import { fromSetup } from '#test/services/fromSetup.ts'
import { systemClock } from './clock.ts'
import { openDiskBlobStore } from './diskBlobStore.ts'

const writerFile = join(import.meta.dirname, '../../test/processes/blobWriter.ts')
const kills = 5

it('a process that is killed leaves whole files and no others', { timeout: 60_000 }, async () => {
  const folder = join(fromSetup('TEST_FOLDER'), randomUUID())
  const key = randomBytes(32)
  const order: BlobWriterOrder = { folder, key: key.toString('hex') }
  const stored = new Map<string, string>()
  for (let kill = 0; kill < kills; kill++) {
    const writer = spawn(process.execPath, [writerFile, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const output = text(writer.stdout)
    await once(writer.stdout, 'data')
    await setTimeout(Math.random() * 100)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    for (const line of (await output).split('\n')) {
      const [id = '', sha256] = line.split(' ')
      if (sha256?.length === 64) stored.set(id, sha256)
    }
  }

  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const whole = entries.filter((entry) => basename(entry.parentPath) !== 'writing').map((entry) => entry.name)
  const unfinished = entries.length - whole.length
  expect(unfinished).toBeGreaterThan(0)
  expect(stored.size).toBeGreaterThanOrEqual(kills)
  expect(whole).toEqual(expect.arrayContaining([...stored.keys()]))

  const keys = { current: 'test', all: { test: key } }
  const store = await openDiskBlobStore({ folder, keys, clock: systemClock, leftoverMs: 0 })
  expect(readdirSync(join(folder, 'writing'))).toEqual([])
  for (const id of whole) {
    const bytes = await buffer((await store.get(id)).stream)
    expect(bytes).toHaveLength(250_000)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(stored.get(id) ?? sha256).toBe(sha256)
  }
})
