import { beforeEach, describe, expect, it } from 'vitest'
import { createCall } from './call.ts'
import type { Tokens } from './contract.ts'
import { refusalOf, unheard } from './hubError.ts'
import { createLogIn } from './logIn.ts'
import { createMemoryStorage, type Storage } from './storage.ts'

const tokens: Tokens = { accessToken: 'a', accessExpiresAt: 1, refreshToken: 'r', refreshExpiresAt: 2 }
const refusal = (code: string, status: number) => refusalOf(status, { code, detail: '不行' })

describe('Logging in by the platform', () => {
  let storage: Storage
  let codes: number
  let sent: unknown[]
  let faults: Error[]
  const open = (platform: 'wechat' | null = 'wechat') =>
    createLogIn({
      storage,
      call: createCall(({ path, body }) => {
        sent.push([path, body])
        const fault = faults.shift()
        return fault ? Promise.reject(fault) : Promise.resolve(tokens)
      }),
      platform: platform && { name: platform, code: () => Promise.resolve(`code-${++codes}`) },
    })
  beforeEach(() => {
    storage = createMemoryStorage()
    codes = 0
    sent = []
    faults = []
  })

  it('gives the hub the code of the platform', async () => {
    expect(await open().byPlatform()).toBe(tokens)
    expect(sent).toEqual([['/api/resident/sessions', { platform: 'wechat', code: 'code-1' }]])
  })

  it('brings another code, once, for one that has served', async () => {
    faults = [refusal('resident.codeUsed', 422)]
    expect(await open().byPlatform()).toBe(tokens)
    expect(codes).toBe(2)
    faults = [refusal('resident.codeInvalid', 422), refusal('resident.codeInvalid', 422)]
    await expect(open().byPlatform()).rejects.toMatchObject({ problem: { code: 'resident.codeInvalid' } })
    expect(codes).toBe(4)
  })

  it('again needs nobody, for who came that way', async () => {
    expect(await open().again()).toBeNull()
    await open().byPlatform()
    expect(await open().again()).toBe(tokens)
    await open().byName('wang')
    expect(await open().again()).toBeNull()
    expect(await open(null).again()).toBeNull()
  })

  it('again is over when the platform refuses, and not when it cannot be heard', async () => {
    await open().byPlatform()
    faults = [refusal('resident.platformBlocked', 403)]
    expect(await open().again()).toBeNull()
    for (const fault of [unheard('timeout'), refusal('resident.platformBusy', 503), refusal('request.tooMany', 429)]) {
      faults = [fault]
      await expect(open().again()).rejects.toBe(fault)
    }
  })
})
