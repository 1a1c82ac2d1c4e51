import { setTimeout } from 'node:timers/promises'
import { systemClock } from '#core/kernel/clock.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { partnerCaller, Refusal, residentCaller, staffCaller } from '#test/hub/callers.ts'
import type { Town } from './town.ts'

const hour = 3_600_000
const retryMs = 50
const tellers = 4

/** What was asked for and acknowledged, so far. */
export interface Acknowledged {
  /** Serial → fen. */
  payments: Map<string, number>
  workOrders: Set<string>
  /** Outages that were announced. */
  outages: string[]
  /** Requests that had to be sent again. */
  repeated: number
}

/**
 * People who ask the hub for something all the time until `stop`, which resolves when the last of it is acknowledged.
 * Who hears nothing, or that something is broken, sends the same again under the same number, as documented.
 */
export function beginDemand(url: string, cookie: string, town: Town) {
  const done: Acknowledged = { payments: new Map(), workOrders: new Set(), outages: [], repeated: 0 }
  let stopped = false

  async function insist<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        // What the hub refuses would be refused again.
        if (error instanceof Refusal && error.status < 500) throw error
        done.repeated++
        await setTimeout(retryMs)
      }
    }
  }

  async function takeMoney(teller: number) {
    const bank = partnerCaller(url, town.bank)
    for (let number = 1; !stopped; number++) {
      const serial = `T${teller}-${String(number).padStart(6, '0')}`
      const accountNumber = town.accountNumbers[(teller + number) % town.accountNumbers.length] ?? ''
      const body = { serial, accountNumber, amount: fen(100 + (number % 900)) }
      const receipt = await insist(() => bank('POST /api/partner/v1/payments', { body }))
      done.payments.set(receipt.serial, receipt.amount)
      await setTimeout(20)
    }
  }

  async function report() {
    for (const { accountId, accessToken } of town.residents) {
      if (stopped) return
      const id = newId(systemClock())
      const resident = residentCaller(url, accessToken)
      const where = { accountId, place: null, position: null, contactPhone: null, photoIds: [] }
      const body = { id, kind: 'leak' as const, description: '楼道里漏水', ...where }
      done.workOrders.add((await insist(() => resident('POST /api/resident/work-orders', { body }))).id)
      await setTimeout(1_000)
    }
  }

  async function announceOutage() {
    const staff = staffCaller(url, cookie)
    const now = systemClock()
    const params = { outageId: newId(now) }
    const plan = {
      unitId: town.unitId,
      kind: 'emergency' as const,
      place: '试验街一带',
      reason: '管道爆裂',
      area: [{ kind: 'routes' as const, routeIds: [town.routeId] }],
      plannedFrom: now - hour,
      plannedTo: now + 4 * hour,
      alternativeSupply: null,
    }
    await insist(() => staff('PUT /api/staff/outages/:outageId', { params, body: plan }))
    const announcement = { params, body: { id: newId(now) } }
    await insist(() => staff('POST /api/staff/outages/:outageId/announcement', announcement))
    done.outages.push(params.outageId)
    return params.outageId
  }

  async function announceOutages() {
    while (!stopped) {
      await announceOutage()
      await setTimeout(1_500)
    }
  }

  const people = [...Array.from({ length: tellers }, (_, teller) => takeMoney(teller)), report(), announceOutages()]
  const all = Promise.all(people)
  all.catch(() => undefined)
  return {
    done,
    announceOutage,
    insist,
    async stop() {
      stopped = true
      await all
    },
  }
}
