import { setTimeout } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { newId } from '#core/kernel/id.ts'
import { waitAtMost } from '#core/kernel/waitAtMost.ts'
import { staffCaller } from '#test/hub/callers.ts'
import { answerParent, orderOf } from './child.ts'

// The process of those who sit in front of the console: each has a page open, and one of them takes something down.

export interface ConsolesOrder {
  /** Gateways, over which the pages are spread. */
  urls: readonly string[]
  /** A session for each page. */
  cookies: readonly string[]
  unitId: string
}

export interface ConsolesQuestion {
  changes: number
}

const patienceMs = 10_000
/** Between two changes: so that each meets the hub at another moment of whatever it does regularly. */
const restMs = (change: number) => 150 + ((change * 61) % 300)

const { urls, cookies, unitId } = orderOf<ConsolesOrder>()
const urlOf = (index: number) => urls[index % urls.length] ?? ''

/** Of the work order that is being told of, who has heard of it, and when. */
const heard = new Map<string, Map<number, number>>()
let allHeard = Promise.withResolvers<void>()
const pages = cookies.map((cookie, index) => openPage(urlOf(index), cookie, index))
await Promise.all(pages.map(connected))

/** For each change and each page how long it took until it heard, in milliseconds from when the change was asked for. */
answerParent<ConsolesQuestion, number[]>(async ({ changes }) => {
  const took: number[] = []
  for (let change = 0; change < changes; change++) {
    took.push(...(await makeChange(change)))
    await setTimeout(restMs(change))
  }
  return took
})

function openPage(url: string, cookie: string, index: number): Socket {
  const socket = io(`${url}/staff`, {
    transports: ['websocket'],
    extraHeaders: { Cookie: cookie, Origin: url },
    forceNew: true,
    reconnection: false,
  })
  socket.on('workorder.changed', ({ workOrderId }: { workOrderId: string }) => {
    const at = performance.now()
    const who = heard.get(workOrderId)
    if (!who || who.has(index)) return
    who.set(index, at)
    if (who.size === cookies.length) allHeard.resolve()
  })
  return socket
}

async function makeChange(change: number): Promise<number[]> {
  const id = newId(Date.now())
  const who = new Map<number, number>()
  heard.set(id, who)
  allHeard = Promise.withResolvers()
  const where = { accountId: null, place: '试验区试验路', position: null, contactPhone: null, photoIds: [] }
  const body = { id, kind: 'leak' as const, description: '路面冒水', ...where, unitId }
  const staff = staffCaller(urlOf(change), cookies[change % cookies.length] ?? '')
  const asked = performance.now()
  await staff('POST /api/staff/work-orders', { body })
  await waitAtMost(patienceMs, allHeard.promise)
  heard.delete(id)
  if (who.size < cookies.length) throw new Error(`only ${who.size} of ${cookies.length} pages heard of a work order`)
  return [...who.values()].map((at) => at - asked)
}

function connected(page: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    page.on('connect', () => resolve())
    page.on('connect_error', reject)
  })
}
