import type { Call, Tokens } from './contract.ts'
import { codeOf, HubError } from './hubError.ts'
import type { Storage } from './storage.ts'

/** The ways to log in. */
export interface LogIn {
  /** By what the platform says of who holds the phone. @throws HubError */
  byPlatform(): Promise<Tokens>
  /** In the demonstration. @throws HubError */
  byName(name: string): Promise<Tokens>
  /**
   * Without asking anybody, for whose log-in has run out: null for whom the platform does not know, or not any more.
   * @throws HubError when that cannot be heard now
   */
  again(): Promise<Tokens | null>
}

const stored = 'logInByPlatform'
/** Another code may help: this one has served, though its answer was lost, or came too late. */
const stale = new Set(['resident.codeUsed', 'resident.codeInvalid'])

export function createLogIn(deps: {
  storage: Storage
  /** Without anybody's token. */
  call: Call
  /** Null where the platform has no log-in. */
  platform: { name: 'wechat' | 'alipay'; code: () => Promise<string> } | null
}): LogIn {
  const { storage, call, platform } = deps

  async function attempt(): Promise<Tokens> {
    if (!platform) throw new Error('no platform to log in by')
    const body = { platform: platform.name, code: await platform.code() }
    return call('POST /api/resident/sessions', { body })
  }

  async function byPlatform(): Promise<Tokens> {
    const tokens = await attempt().catch((error: unknown) => {
      if (stale.has(codeOf(error) ?? '')) return attempt()
      throw error
    })
    storage.write(stored, true)
    return tokens
  }

  return {
    byPlatform,
    async byName(name) {
      const tokens = await call('POST /api/resident/sessions/development', { body: { name } })
      storage.remove(stored)
      return tokens
    },
    async again() {
      if (!platform || storage.read(stored) !== true) return null
      try {
        return await byPlatform()
      } catch (error) {
        const status = error instanceof HubError ? error.problem?.status : undefined
        if (status !== undefined && status < 500 && status !== 429) return null
        throw error
      }
    },
  }
}
