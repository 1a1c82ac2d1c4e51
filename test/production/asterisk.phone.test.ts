import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readHubConfig } from '#gateway/config.ts'
import { lookAtTelephone } from '#gateway/doctor/lookAtTelephone.ts'
import { until } from '#test/kernel/until.ts'
import { address, type Network, openNetwork } from '#test/telephones/network.ts'

const root = join(import.meta.dirname, '../..')
const ASTERISK_PASSWORD = 'one that both are told'

let network: Network
beforeAll(async () => {
  network = await openNetwork()
})
afterAll(() => network.close())

it('Asterisk in a container of its own has the password that it is given, and the doctor finds it', async () => {
  const ASTERISK_DIR = join(network.folder, 'asterisk')
  const telephone = { SIP_ADDRESS: address, TRUNK_ADDRESSES: address, TRUNK_GATEWAY: `${address}:5080` }
  const env = { ...telephone, ASTERISK_DIR, ASTERISK_PASSWORD, PATH: '/usr/bin:/bin' }
  const program = join(root, '.deploy/asterisk.ts')
  const child = network.start([process.execPath, program], { env, output: 'pipe', cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)))
  const ASTERISK_URL = `http://127.0.0.1:${await network.reach(18_088)}`
  const ASTERISK_SPOOL = join(ASTERISK_DIR, 'spool')
  const look = (change: Record<string, string> = {}) =>
    lookAtTelephone(readHubConfig({ ...telephone, ASTERISK_URL, ASTERISK_PASSWORD, ASTERISK_SPOOL, ...change }), root)

  await until(async () => child.exitCode !== null || (await look())[0]?.state === 'ok', 30_000)
  expect(said).toBe('')
  expect(await look()).toMatchObject([
    { subject: 'Asterisk', state: 'ok', says: `answers at ${ASTERISK_URL}` },
    { subject: 'trunk', state: 'ok' },
  ])
  expect(await look({ ASTERISK_PASSWORD: 'another' })).toMatchObject([
    { state: 'fault', says: expect.stringContaining('refuses the password') },
    { subject: 'trunk' },
  ])
  expect(await look({ ASTERISK_SPOOL: join(network.folder, 'nowhere') })).toMatchObject([
    { state: 'fault', says: expect.stringContaining('its spool') },
    { subject: 'trunk' },
  ])
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect((await look())[0]).toMatchObject({ state: 'fault' })
})
