import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { createLogger } from '#core/kernel/logger.ts'
import { connect, newOrder } from './sandboxForTests.ts'
import { generateSandboxKeys } from './sandboxKeys.ts'
import { createSandboxPaymentChannel } from './sandboxPaymentChannel.ts'
import { startSandbox } from './startSandbox.ts'

const keys = await generateSandboxKeys()
const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).toReversed()) await undo()
})

async function newFolder() {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  cleanUp.push(() => rm(dataDir, { recursive: true }))
  return dataDir
}

async function start(dataDir: string, more: { host?: string; readyWithinMs?: number } = {}) {
  const logger = createLogger('silent')
  const sandbox = await startSandbox({ dataDir, keys, merchant: { id: 'water', name: '自来水公司' }, logger, ...more })
  cleanUp.push(() => sandbox.stop())
  const notifyUrl = 'http://127.0.0.1:9/'
  return { ...sandbox, channel: createSandboxPaymentChannel({ ...connect(sandbox.url, keys), notifyUrl }) }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('its process ends when it is stopped, and what it knew is there afterwards', async () => {
  const dataDir = await newFolder()
  const first = await start(dataDir)
  const order = newOrder()
  const prompt = await first.channel.start(order)
  const pid = first.pid() ?? 0
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  const second = await start(dataDir)
  expect((await second.channel.start(order)).url.split('/').at(-1)).toBe(prompt.url.split('/').at(-1))
})

test('it is started again at the same address when it is killed, as often as that happens', async () => {
  const { pid, channel } = await start(await newFolder())
  const order = newOrder()
  await channel.start(order)
  for (const _ of [1, 2]) {
    const killed = pid() ?? 0
    process.kill(killed, 'SIGKILL')
    await vi.waitFor(() => expect([undefined, killed]).not.toContain(pid()), { timeout: 10_000 })
    expect(await channel.query(order.paymentId)).toEqual({ state: 'waiting' })
  }
})

test('its private key is readable to its owner only', async () => {
  const dataDir = await newFolder()
  await start(dataDir)
  expect((await stat(join(dataDir, 'config.json'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(dataDir, 'journal.jsonl'))).mode & 0o777).toBe(0o600)
})

test('half a line at the end of the journal is what nobody was answered about', async () => {
  const dataDir = await newFolder()
  const journal = join(dataDir, 'journal.jsonl')
  const first = await start(dataDir)
  const order = newOrder()
  await first.channel.start(order)
  await first.stop()
  await appendFile(journal, '{"kind":"closed","number":"')
  const second = await start(dataDir)
  expect(await second.channel.query(order.paymentId)).toEqual({ state: 'waiting' })
  await second.channel.close(order.paymentId)
  await second.stop()
  const third = await start(dataDir)
  expect(await third.channel.query(order.paymentId)).toEqual({ state: 'closed' })
  expect((await readFile(journal, 'utf8')).trimEnd().split('\n')).toHaveLength(2)
})

test('a damaged journal, and an address it cannot have, stop it from starting', async () => {
  const dataDir = await newFolder()
  await expect(start(dataDir, { host: '203.0.113.1' })).rejects.toThrow('the sandbox ended at once, with 78')
  await writeFile(join(dataDir, 'journal.jsonl'), 'what is this?\n')
  await expect(start(dataDir)).rejects.toThrow('the sandbox ended at once, with 78')
  await expect(start(dataDir, { readyWithinMs: 1 })).rejects.toThrow('not ready within 1 ms')
})

test('it dies with the hub, also when the hub is killed', async () => {
  const dataDir = await newFolder()
  const hub = `
    import { startSandbox } from ${JSON.stringify(new URL('startSandbox.ts', import.meta.url).href)}
    const logger = { warn() {}, error() {} }
    const options = ${JSON.stringify({ dataDir, keys, merchant: { id: 'water', name: '自来水公司' } })}
    const sandbox = await startSandbox({ ...options, logger })
    console.log(sandbox.pid())`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', hub], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: string[] = await once(createInterface(child.stdout), 'line')
  const pid = Number(line)
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 })
})
