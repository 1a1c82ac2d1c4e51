import { expect, it } from 'vitest'
import type { Ari } from '#callcenter/ari/connection.ts'
import type { Database } from '#core/kernel/database.ts'
import { createSipAccounts } from './sipAccounts.ts'

/** Seats, whose they are, and the exchange's passwords of them. */
function exchange(seats: Record<string, string | null>, known = Object.keys(seats)) {
  const passwords = new Map(known.map((seat): [string, string] => [seat, 'old']))
  const failures: unknown[] = []
  let isAway = false
  let onClose: () => Promise<unknown> = () => Promise.resolve()
  const ari: Ari = {
    async request(method, path, request) {
      if (isAway) throw new Error('away')
      if (method === 'GET') return { ok: true, body: [...passwords.keys()].map((resource) => ({ resource })) }
      const [, kind, seat = ''] = /(auth|aor|endpoint)\/(.+)$/.exec(path) ?? []
      const { fields } = (request?.body ?? { fields: [] }) as { fields: { attribute: string; value: string }[] }
      const password = fields.find(({ attribute }) => attribute === 'md5_cred')?.value ?? ''
      if (kind !== 'auth') return { ok: true, body: {} }
      if (password !== 'new') await onClose()
      passwords.set(seat, password)
      return { ok: true, body: {} }
    },
    isConnected: () => true,
    close: () => undefined,
  }
  const read = {
    findOneBy: async (_: unknown, { seat }: { seat: string }) => ({ seat, staffId: seats[seat] }),
    find: async () => Object.entries(seats).map(([seat, staffId]) => ({ seat, staffId })),
  }
  const database = { read } as unknown as Database
  const accounts = createSipAccounts({ ari, database, onFailure: (error) => failures.push(error) })
  return {
    accounts,
    seats,
    passwords,
    failures,
    away: (now: boolean) => (isAway = now),
    whileClosing: (work: () => Promise<unknown>) => (onClose = work),
  }
}

it('a password that could not be ended is ended later', async () => {
  const { accounts, passwords, failures, away } = exchange({ seat1: null, seat2: null })
  accounts.owe('seat1')
  away(true)
  await accounts.settle()
  expect(failures).toHaveLength(1)
  away(false)
  await accounts.settle()
  expect(passwords.get('seat1')).not.toBe('old')
  expect(passwords.get('seat2')).toBe('old')
})

it('the end of a password does not end that of whoever has taken the seat since', async () => {
  const { accounts, seats, passwords, whileClosing } = exchange({ seat1: null, seat2: 'somebody' })
  await accounts.close('seat2')
  expect(passwords.get('seat2')).toBe('old')
  const opened = Promise.withResolvers<void>()
  whileClosing(async () => {
    seats['seat1'] = 'somebody'
    accounts.open('seat1', 'new').then(opened.resolve, opened.reject)
    await new Promise((resolve) => setImmediate(resolve))
  })
  await accounts.close('seat1')
  await opened.promise
  expect(passwords.get('seat1')).toBe('new')
})

it('after a connect the passwords of all seats that are nobody’s end, and no others', async () => {
  const { accounts, passwords } = exchange({ seat1: null, seat2: 'somebody', seat3: null }, ['seat1', 'seat2', 'line'])
  await accounts.oweFreeSeats()
  await accounts.settle()
  expect(passwords.get('seat1')).not.toBe('old')
  expect(passwords.get('seat2')).toBe('old')
  expect(passwords.get('line')).toBe('old')
  expect(passwords.has('seat3')).toBe(false)
})
