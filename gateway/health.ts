import type { HubMiddleware } from './exchange.ts'

/** What must work for requests to be served: each resolves, or rejects. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>

export interface Readiness {
  ready: boolean
  checks: Readonly<Record<string, 'ok' | 'failing'>>
}

const patienceMs = 2_000
/** Whoever asks without end shall not make the database work without end. */
const freshMs = 500

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve, 503 while it cannot; a load balancer sends nothing then.
 * Not while `isClosing`.
 */
export function createHealth(checks: Checks, isClosing: () => boolean): HubMiddleware {
  let latest: { at: number; result: Promise<Readiness> } | undefined
  const look = () => {
    const now = performance.now()
    if (!latest || now - latest.at > freshMs) latest = { at: now, result: lookAt(checks) }
    return latest.result
  }
  return async (ctx, next) => {
    if (ctx.path !== '/healthz' && ctx.path !== '/readyz') return next()
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    ctx.state.route = ctx.path
    ctx.res.setHeader('Content-Type', 'application/json')
    if (ctx.path === '/healthz') {
      ctx.body = '{"status":"ok"}'
      return
    }
    const { ready, checks: found } = await look()
    const closing = isClosing()
    const status = closing ? 'closing' : ready ? 'ok' : 'failing'
    ctx.status = status === 'ok' ? 200 : 503
    ctx.body = JSON.stringify({ status, checks: found })
  }
}

async function lookAt(checks: Checks): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, (await works(check)) ? 'ok' : 'failing'] as const),
  )
  return { ready: entries.every(([, found]) => found === 'ok'), checks: Object.fromEntries(entries) }
}

async function works(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs)
  })
  const done = async () => {
    await check()
    return true
  }
  try {
    return await Promise.race([done(), late])
  } catch {
    // Which of them fails is the answer; why, its own logs say.
    return false
  } finally {
    clearTimeout(timer)
  }
}
