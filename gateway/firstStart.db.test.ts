import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { logIn } from '#core/staff/logIn.ts'
import { migratedUrl } from '#test/databases.ts'
import { readHubConfig } from './config.ts'
import { found, readFirstStart } from './firstStart.ts'
import { hubSchema } from './schema.ts'

async function configured() {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'hub-first-start-'))
  onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
  return readHubConfig({ DATA_DIR })
}

async function twoProcesses() {
  const url = await migratedUrl('mariadb')
  const databases = await Promise.all([openDatabase(url, hubSchema), openDatabase(url, hubSchema)])
  for (const database of databases) onTestFinished(() => database.close())
  return databases.map((database) => ({ database, clock: systemClock }))
}

it('leaves the one log-in that holds, when two processes with one folder found the hub at once', async () => {
  const config = await configured()
  const processes = await twoProcesses()
  await Promise.all(processes.map((deps) => found(deps, config, 'key')))
  const [admin] = readFirstStart(config)?.staff ?? []
  for (const deps of processes) {
    const { login = '', password = '' } = admin ?? {}
    expect(await logIn(deps, { login, password, address: '127.0.0.1', userAgent: 'test' })).toMatchObject({
      token: expect.any(String),
    })
  }
  expect(readdirSync(config.DATA_DIR)).toEqual(['first-start.json'])
})

it('takes away what the slower of two processes with folders of their own had made up', async () => {
  const configs = [await configured(), await configured()]
  const processes = await twoProcesses()
  await Promise.all(processes.map((deps, index) => found(deps, configs[index] ?? expect.fail('no folder'), 'key')))
  expect(configs.filter(({ DATA_DIR }) => existsSync(join(DATA_DIR, 'first-start.json')))).toHaveLength(1)
})
