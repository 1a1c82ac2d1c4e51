import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { StartError } from '#core/kernel/startError.ts'
import { readHubConfig } from './config.ts'
import { openIdentityPlatforms } from './identityPlatforms.ts'

const wechat = { WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'secret' }

describe('The settings of platforms', () => {
  let folder: string
  let alipay: Record<string, string>
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-config-'))
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    alipay = {
      ALIPAY_APP_ID: '2021',
      ALIPAY_PRIVATE_KEY_FILE: file('own.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      // As the open platform shows it.
      ALIPAY_PUBLIC_KEY_FILE: file('alipay.txt', publicKey.export({ type: 'spki', format: 'der' }).toString('base64')),
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const faultsOf = (env: Record<string, string>): string => {
    try {
      openIdentityPlatforms(readHubConfig(env), systemClock)
      return ''
    } catch (error) {
      if (error instanceof StartError) return error.message
      throw error
    }
  }

  it('open those platforms that have all of theirs', () => {
    const open = (env: Record<string, string>) => [...openIdentityPlatforms(readHubConfig(env), systemClock).keys()]
    expect(open({})).toEqual([])
    expect(open(wechat)).toEqual(['wechat'])
    expect(open({ ...wechat, ...alipay })).toEqual(['wechat', 'alipay'])
  })

  it('are missed by name when only some are there', () => {
    expect(faultsOf({ WECHAT_APP_ID: 'wx1' })).toContain('WECHAT_APP_SECRET: is missing')
    const { ALIPAY_APP_ID = '' } = alipay
    const faults = faultsOf({ ALIPAY_APP_ID })
    expect(faults).toContain('ALIPAY_PRIVATE_KEY_FILE: is missing')
    expect(faults).toContain('ALIPAY_PUBLIC_KEY_FILE: is missing')
  })

  it('name a key that cannot be read, or is the other half', () => {
    const absent = join(folder, 'absent.pem')
    expect(faultsOf({ ...alipay, ALIPAY_PRIVATE_KEY_FILE: absent })).toContain('ALIPAY_PRIVATE_KEY_FILE')
    const swapped = { ...alipay, ALIPAY_PUBLIC_KEY_FILE: alipay['ALIPAY_PRIVATE_KEY_FILE'] ?? '' }
    expect(faultsOf(swapped)).toContain('is not a readable RSA public key')
  })

  it('lead outside over TLS only', () => {
    expect(faultsOf({ ...wechat, WECHAT_URL: 'http://api.example' })).toContain('WECHAT_URL: is not https')
    expect(faultsOf({ ...wechat, WECHAT_URL: 'http://127.0.0.1:80' })).toBe('')
    expect(faultsOf({ ALIPAY_URL: 'ftp://x' })).toContain('ALIPAY_URL')
  })
})
