import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '#core/kernel/database.ts'
import { coreSchema } from '#core/schema.ts'
import { migratedUrl, redisUrl } from '#test/databases.ts'

const program = join(import.meta.dirname, 'main.ts')
const secrets = {
  TOKEN_SECRET: 'a secret of forty characters, made up here',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
}

/** The hub as a process of its own without a telephone, with nothing else in its environment but what is given. */
class Run {
  readonly #child: ChildProcess
  output = ''
  log = ''
  constructor(settings: Record<string, string>) {
    this.#child = spawn(process.execPath, [program], { env: { HUB_ROLES: 'gateway,worker', ...settings } })
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.log += chunk.toString()))
  }
  async exit(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close')
    return this.#child.exitCode
  }
  async address(): Promise<string> {
    for (let left = 1_200; left > 0; left--) {
      const found = /residents\s+(\S+)\//.exec(this.output)
      if (found?.[1]) return found[1]
      if (this.#child.exitCode !== null) throw new Error(`ended: ${this.output}${this.log}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`not ready: ${this.output}`)
  }
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}

describe('the hub does not start', { timeout: 60_000 }, () => {
  let folder: string
  let settings: Record<string, string>
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-main-'))
    const key = join(folder, 'partner.pem')
    const pem = newKey()
    writeFileSync(key, pem)
    settings = { HUB_MODE: 'production', DATA_DIR: folder, PORT: '0', PARTNER_KEY_FILE: key, ...secrets }
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  async function refusal(change: Record<string, string>): Promise<string> {
    const run = new Run({ ...settings, ...change })
    expect(await run.exit()).toBe(78)
    expect(run.output).not.toMatch(/^\s+at /m)
    expect(run.log).not.toContain('stack')
    return run.output
  }

  it('on a damaged database file', async () => {
    writeFileSync(
      join(folder, 'hub.db'),
      'this is not a database at all, but long enough to look like a file'.repeat(50),
    )
    expect(await refusal({})).toContain('is damaged or not a SQLite database')
  })

  it('on a database file that is damaged in its middle', async () => {
    const file = join(folder, 'hub.db')
    await (await openDatabase(`sqlite:${file}`, coreSchema)).close()
    const bytes = readFileSync(file)
    bytes.fill(0xaa, 4096 * 3, 4096 * 12)
    writeFileSync(file, bytes)
    expect(await refusal({})).toContain('is damaged or not a SQLite database')
  })

  it('as a second process on one database file', async () => {
    const database = await openDatabase(`sqlite:${join(folder, 'hub.db')}`, coreSchema)
    expect(await refusal({})).toContain('Another process has this database open')
    await database.close()
  })

  it('with a wrong DATABASE_URL', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://localhost/hub' })).toContain(
      'DATABASE_URL: not a database address',
    )
    expect(await refusal({ DATABASE_URL: 'mysql://root:geheim@127.0.0.1:1/hub' })).toContain(
      'nothing answers at its host and port',
    )
    const server = new URL(await migratedUrl('mariadb'))
    server.pathname = '/no_such_database'
    expect(await refusal({ DATABASE_URL: server.href })).toContain('no database of that name')
    server.username = 'nobody'
    server.password = 'geheim'
    const output = await refusal({ DATABASE_URL: server.href })
    expect(output).toContain('user or password are refused')
    expect(output).not.toContain('geheim')
  })

  it('with a wrong REDIS_URL', async () => {
    expect(await refusal({ REDIS_URL: 'http://localhost' })).toContain('REDIS_URL')
    expect(await refusal({ REDIS_URL: 'redis://127.0.0.1:1' })).toContain('REDIS_URL')
  })

  it('on a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    expect(await refusal({ PORT: port })).toContain(`Port ${port} on 127.0.0.1 is taken by another process`)
    taken.close()
  })

  it('with settings that are missing or wrong, and names all of them at once', async () => {
    const output = await refusal({
      PORT: 'many',
      TOKEN_SECRET: 'short',
      TRUSTED_PROXIES: 'everybody',
      LOG_LEVEL: 'loud',
    })
    for (const name of ['PORT', 'TOKEN_SECRET', 'TRUSTED_PROXIES', 'LOG_LEVEL'])
      expect(output).toMatch(new RegExp(`^${name}: `, 'm'))
    expect(output).not.toContain('short\n')
    const bare = new Run({ HUB_MODE: 'production', DATA_DIR: folder })
    expect(await bare.exit()).toBe(78)
    expect(bare.output).toContain('DATA_KEY: is missing')
    expect(await refusal({ PARTNER_KEY_FILE: join(folder, 'nowhere.pem') })).toContain('PARTNER_KEY_FILE')
    expect(await refusal({ HUB_ROLE: 'worker' })).toContain('HUB_ROLE: is not a setting; HUB_ROLES is')
  })

  it('in roles of its own without what several processes meet in', async () => {
    const output = await refusal({ HUB_ROLES: 'worker' })
    expect(output).toContain('DATABASE_URL')
    expect(output).toContain('REDIS_URL')
    expect(output).toContain('ELASTICSEARCH_URL')
    expect(await refusal({ HUB_ROLES: 'gateway,painter' })).toContain('HUB_ROLES')
  })

  it('as a demonstration that others could reach, or on a database that may hold real persons', async () => {
    expect(await refusal({ HUB_MODE: 'demo', HOST: '0.0.0.0' })).toContain(
      'HOST: the demonstration listens on loopback only',
    )
    expect(await refusal({ HUB_MODE: 'demo', DATABASE_URL: 'mysql://root@127.0.0.1/hub' })).toContain(
      'embedded database only',
    )
  })
})

describe('the hub starts', { timeout: 120_000 }, () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-main-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('as a demonstration with log-ins of its own, stops cleanly, and is there again at once', async () => {
    const first = new Run({ DATA_DIR: folder, PORT: '0' })
    const url = await first.address()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(statSync(join(folder, 'first-start.json')).mode & 0o777).toBe(0o600)
    const made = JSON.parse(readFileSync(join(folder, 'first-start.json'), 'utf8')) as {
      staff: { login: string; password: string }[]
      accounts: { accountNumber: string }[]
      partner: { code: string }
    }
    expect(made.accounts).toHaveLength(5)
    expect(made.partner.code).toBe('DEMOBANK')
    expect(await pasteFirstRequest(url, folder)).toMatch(/^200 \{[^]*"accountNumber": "\d{8}"/)
    const [admin] = made.staff
    const logIn = (at: string) =>
      fetch(`${at}/api/staff/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ login: admin?.login, password: admin?.password }),
      })
    expect((await logIn(url)).status).toBe(201)
    first.kill('SIGINT')
    expect(await first.exit()).toBe(0)

    const second = new Run({ DATA_DIR: folder, PORT: '0' })
    expect((await logIn(await second.address())).status).toBe(201)
    expect(second.output).not.toContain('history')
    second.kill('SIGKILL')
    await second.exit()
  })

  it('in two processes, a gateway and a worker, on MariaDB and Redis', async () => {
    const key = join(folder, 'partner.pem')
    writeFileSync(key, newKey())
    const shared = {
      HUB_MODE: 'production',
      PORT: '0',
      PARTNER_KEY_FILE: key,
      DATABASE_URL: await migratedUrl('mariadb'),
      REDIS_URL: redisUrl(),
      // Away: searches are refused then, and everything else works.
      ELASTICSEARCH_URL: 'http://127.0.0.1:9',
      ...secrets,
    }
    const gateway = new Run({ ...shared, HUB_ROLES: 'gateway', DATA_DIR: join(folder, 'g') })
    const url = await gateway.address()
    const worker = new Run({ ...shared, HUB_ROLES: 'worker', DATA_DIR: join(folder, 'w') })
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ checks: { database: 'ok', redis: 'ok' } })
    for (let left = 400; left > 0 && !worker.output.includes('is running'); left--) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(worker.output).toContain('is running')
    expect(worker.output).not.toContain('residents')
    for (const run of [gateway, worker]) run.kill('SIGTERM')
    expect([await gateway.exit(), await worker.exit()]).toEqual([0, 0])
    expect((await fetch(`${url}/healthz`).catch((error: unknown) => error)) instanceof Error).toBe(true)
  })
})

/** The bank's first request as README.md has it, pasted into a shell of a folder that holds `.data`. */
async function pasteFirstRequest(url: string, dataDir: string): Promise<string> {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const [, command] = /### The bank's first request[^]*?```sh\n([^]*?)```/.exec(readme) ?? []
  if (!command) throw new Error('no command in the README')
  const cwd = mkdtempSync(join(tmpdir(), 'hub-paste-'))
  try {
    symlinkSync(dataDir, join(cwd, '.data'))
    const pasted = command.replace('http://127.0.0.1:9665', url).replace(/^node /, `"${process.execPath}" `)
    const shell = spawn('sh', ['-c', pasted], { cwd })
    let printed = ''
    for (const out of [shell.stdout, shell.stderr]) out.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await once(shell, 'close')
    return printed
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
