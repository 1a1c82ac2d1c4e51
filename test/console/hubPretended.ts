import type { Page, Request, Route as Asked } from 'playwright-core'
import { z } from 'zod'
import { contract } from '#core/contract/index.ts'
import type { Route } from '#core/contract/route.ts'
import { createMatcher } from '#gateway/match.ts'
import { invent } from './invent.ts'

/** What the hub is like to a page. */
export const hubStates = ['long', 'many', 'none', 'broken', 'gone'] as const
export type HubState = (typeof hubStates)[number]

const screenful = 40
const thousand = 1_000
/** Of what there are a thousand, the most that is answered at once where nobody asked for so many. */
const atOnce = 200

/** Who one is, and the telephone that one has not: these stay what they are, so that there is a frame around the page. */
const real = /^GET \/api\/staff\/(me|me\/units|softphone\/seat|softphone\/call)$/
/** They follow rules of their own, which the published ones fulfil: there are no others to invent. */
const ruled = /^GET \/api\/staff\/tariffs$/
/** These write nothing either. */
const asking = /^POST \/api\/staff\/[a-z-]+-previews$/

const matcher = createMatcher(Object.entries<Route>(contract).map(([key, route]) => [key, { key, route }] as const))

const problem = { code: 'request.failed', detail: '系统内部错误，请稍后再试', requestId: '0a1b2c3d-4e5f' }

/**
 * Answers whatever a page asks, by what the contract says of it, as the hub of that state would: `set` says which.
 * Whatever would change something still goes to the hub.
 */
export async function pretendHub(page: Page) {
  let state: HubState = 'long'
  let seed = 0
  /** Routes for which there is no answer: somebody has to say in inventedTexts.ts what stands in their fields. */
  const unknown: string[] = []
  await page.route('**/api/**', async (asked) => {
    const known = routeOf(asked.request())
    if (known === null) return asked.fallback()
    if (state === 'gone') return asked.abort('internetdisconnected')
    if (state === 'broken') return asked.fulfill({ status: 500, json: problem })
    return answer(asked, known, state, seed).catch((error: unknown) => {
      unknown.push(String(error))
      return asked.fulfill({ status: 500, json: problem })
    })
  })
  return {
    unknown,
    /** With a thousand rows, lists and details are in other states than with the longest names. */
    set(next: HubState) {
      state = next
      seed = next === 'many' ? 1 : 0
    },
  }
}

function routeOf(request: Request): { key: string; route: Route } | null {
  const found = matcher.find(request.method(), new URL(request.url()).pathname)?.value
  if (!found || real.test(found.key)) return null
  return found.key.startsWith('GET ') || asking.test(found.key) ? found : null
}

async function answer(asked: Asked, { key, route }: { key: string; route: Route }, state: HubState, seed: number) {
  if (!(route.answer instanceof z.ZodType) || (ruled.test(key) && state !== 'none')) return asked.fallback()
  const limit = new URL(asked.request().url()).searchParams.get('limit')
  const rows = state === 'many' ? Math.min(thousand, Number(limit ?? atOnce)) : screenful
  const json = invent(route.answer, { key, rows, bare: state === 'none', seed })
  return asked.fulfill({ json, headers: { date: new Date().toUTCString() } })
}
