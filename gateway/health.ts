import type { HubMiddleware } from './exchange.ts'

/** What must work for requests to be served: each resolves, or rejects. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>
/** What is worth knowing, and not needed to serve: each resolves to whether it works. */
export type States = Readonly<Record<string, () => Promise<boolean>>>

export interface Readiness {
  ready: boolean
  checks: Readonly<Record<string, 'ok' | 'failing'>>
}

const patienceMs = 2_000
const statePatienceMs = 500
/** Whoever asks without end shall not make the database work without end. */
const freshMs = 500

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve, 503 while it cannot; a load balancer sends nothing then.
 * Not while `isClosing`. `states` are told among the checks and decide nothing.
 */
export function createHealth(checks: Checks, states: States, isClosing: () => boolean): HubMiddleware {
  let latest: { at: number; result: Promise<Readiness> } | undefined
  const look = () => {
    const now = performance.now()
    if (!latest || now - latest.at > freshMs) latest = { at: now, result: lookAt(checks, states) }
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

async function lookAt(checks: Checks, states: States): Promise<Readiness> {
  const [needed, told] = await Promise.all([
    answersOf(checks, patienceMs),
    answersOf(
      Object.fromEntries(Object.entries(states).map(([name, state]) => [name, () => state().then(required)])),
      statePatienceMs,
    ),
  ])
  const ready = Object.values(needed).every((found) => found === 'ok')
  return { ready, checks: { ...needed, ...told } }
}

function required(found: boolean) {
  if (!found) throw new Error('it does not work')
}

async function answersOf(checks: Checks, withinMs: number): Promise<Readiness['checks']> {
  const entries = Object.entries(checks).map(
    async ([name, check]) => [name, (await works(check, withinMs)) ? 'ok' : 'failing'] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function works(check: () => Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs)
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
