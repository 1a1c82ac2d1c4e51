import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anybody } from '#test/hub/callers.ts'
import { startPlatforms } from '#test/vendors/platforms.ts'

const program = join(import.meta.dirname, 'main.ts')
const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' } as { type: 'spki'; format: 'pem' })

describe('A hub in production with the settings of WeChat and Alipay', { timeout: 60_000 }, () => {
  let folder: string
  let platforms: Awaited<ReturnType<typeof startPlatforms>>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hub-platforms-'))
    platforms = await startPlatforms()
  })
  afterAll(async () => {
    await platforms.close()
    rmSync(folder, { recursive: true })
  })

  it('lets their residents in, nobody else, and writes down nothing that is secret', async () => {
    const { wechat, alipay } = platforms
    const file = (name: string, key: KeyObject) => {
      writeFileSync(join(folder, name), pem(key))
      return join(folder, name)
    }
    const hub = spawn(process.execPath, [program], {
      env: {
        HUB_MODE: 'production',
        HUB_ROLES: 'gateway,worker',
        PORT: '0',
        DATA_DIR: folder,
        LOG_LEVEL: 'trace',
        TOKEN_SECRET: 'a secret of forty characters, made up here',
        DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
        PARTNER_KEY_FILE: file('partner.pem', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
        WECHAT_APP_ID: wechat.app.appId,
        WECHAT_APP_SECRET: wechat.app.appSecret,
        WECHAT_URL: wechat.app.url,
        ALIPAY_APP_ID: alipay.app.appId,
        ALIPAY_PRIVATE_KEY_FILE: file('own.pem', alipay.app.privateKey),
        ALIPAY_PUBLIC_KEY_FILE: file('alipay.pem', alipay.app.alipayPublicKey),
        ALIPAY_URL: alipay.app.url,
      },
    })
    let said = ''
    for (const stream of [hub.stdout, hub.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    try {
      const call = anybody(await addressIn(() => said))
      const codes = [wechat.codeFor('o-production'), alipay.codeFor('2088000000001')]
      const [first = '', second = ''] = codes
      const tokens = [
        await call('POST /api/resident/sessions', { body: { platform: 'wechat', code: first } }),
        await call('POST /api/resident/sessions', { body: { platform: 'alipay', code: second } }),
      ]
      wechat.next('busy', 'busy')
      await expect(
        call('POST /api/resident/sessions', { body: { platform: 'wechat', code: 'any' } }),
      ).rejects.toMatchObject({ status: 503, problem: { code: 'resident.platformBusy' } })
      await expect(call('POST /api/resident/sessions/development', { body: { name: 'wang' } })).rejects.toMatchObject({
        status: 403,
      })
      const offered = (platform: 'wechat' | 'h5') =>
        call('GET /api/resident/platforms/:platform', { params: { platform } })
      expect(await offered('wechat')).toEqual({ logIn: 'platform', paymentChannels: [] })
      expect(await offered('h5')).toEqual({ logIn: null, paymentChannels: [] })
      hub.kill('SIGTERM')
      await once(hub, 'close')
      expect(said).toContain('/api/resident/sessions')
      const secrets = [wechat.app.appSecret, ...wechat.sessionKeys, ...codes, ...tokens.map((one) => one.refreshToken)]
      expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
      expect(wechat.sessionKeys).toHaveLength(1)
    } finally {
      hub.kill('SIGKILL')
    }
  })
})

async function addressIn(said: () => string): Promise<string> {
  for (let left = 600; left > 0; left--) {
    const found = /residents\s+(\S+)\//.exec(said())?.[1]
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not ready: ${said()}`)
}
