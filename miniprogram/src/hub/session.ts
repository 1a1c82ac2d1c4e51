import type { Tokens } from './contract.ts'
import { HubError } from './hubError.ts'
import type { Storage } from './storage.ts'

export interface Session {
  isLoggedIn(): boolean
  /** Keeps the tokens of a log-in. */
  begin(tokens: Tokens): void
  /** Forgets them; the hub is not told. */
  end(): void
  /**
   * A token that holds for the next moments; null for who is not logged in. However many ask at once, tokens are
   * exchanged once. @throws HubError when the hub is not to be reached; the log-in stays
   */
  accessToken(): Promise<string | null>
  /** The hub did not take this token: another one, as `accessToken` gives it. */
  renew(refused: string): Promise<string | null>
  /** Hears of log-in and log-out. Returns how to stop hearing. */
  onChange(listener: () => void): () => void
}

const stored = 'session'
/** Renewed so long before its end, so that it holds when it arrives there. */
const marginMs = 30_000

/**
 * `exchange` gives the next tokens for a refresh token, which serves once; `again` those of another log-in without
 * asking anybody, where one has run out and the platform still knows the person. `now` is epoch ms.
 */
export function createSession(deps: {
  storage: Storage
  now: () => number
  exchange: (refreshToken: string) => Promise<Tokens>
  again: () => Promise<Tokens | null>
}): Session {
  const { storage, now, exchange, again } = deps
  const listeners = new Set<() => void>()
  let renewing: Promise<string | null> | null = null

  // Always from the storage: another tab of the browser may have renewed meanwhile.
  const current = () => asTokens(storage.read(stored))
  const changed = () => listeners.forEach((listener) => listener())

  function keep(tokens: Tokens): string {
    storage.write(stored, tokens)
    return tokens.accessToken
  }

  function begin(tokens: Tokens) {
    keep(tokens)
    changed()
  }

  function end() {
    storage.remove(stored)
    changed()
  }

  async function exchanged(): Promise<string | null> {
    const tokens = current()
    if (!tokens) return null
    try {
      const fresh = await exchange(tokens.refreshToken)
      const later = current()
      // They may have logged out, or somebody else in, while the hub was asked.
      return later?.refreshToken === tokens.refreshToken ? keep(fresh) : (later?.accessToken ?? null)
    } catch (error) {
      if (!(error instanceof HubError) || error.problem?.status !== 401) throw error
      const later = current()
      if (later && later.refreshToken !== tokens.refreshToken) return later.accessToken
      const another = later && (await again())
      // They may have logged out while the platform was asked.
      if (!another || current() === null) {
        end()
        return null
      }
      begin(another)
      return another.accessToken
    }
  }

  const renewOnce = () =>
    (renewing ??= exchanged().finally(() => {
      renewing = null
    }))

  return {
    isLoggedIn: () => current() !== null,
    begin,
    end,
    async accessToken() {
      const tokens = current()
      if (!tokens) return null
      return tokens.accessExpiresAt - marginMs > now() ? tokens.accessToken : renewOnce()
    },
    async renew(refused) {
      const tokens = current()
      return tokens && tokens.accessToken !== refused ? tokens.accessToken : renewOnce()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function asTokens(value: unknown): Tokens | null {
  if (typeof value !== 'object' || value === null) return null
  const { accessToken, refreshToken, accessExpiresAt } = value as Partial<Tokens>
  const whole =
    typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof accessExpiresAt === 'number'
  return whole ? (value as Tokens) : null
}
