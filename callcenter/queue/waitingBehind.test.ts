import { expect, it } from 'vitest'
import { beginCallback } from '#callcenter/calls/begin.ts'
import type { Call } from '#callcenter/calls/call.ts'
import { waitingBehind } from './waitingBehind.ts'

const number = '13800000001'
const callback = (id: string, queuedAt: number): Call => beginCallback({ id, number, queuedAt, at: 900 })[0]
const caller = (id: string, queuedAt: number): Call => ({ ...callback(id, queuedAt), kind: 'inbound', channel: id })

it('only those on the line who came after a caller hear that it does not wait any more', () => {
  const gone = caller('c3', 300)
  const calls = [
    caller('c1', 200),
    caller('c2', 300),
    gone,
    caller('c4', 300),
    caller('c5', 400),
    callback('c6', 500),
    { ...caller('c7', 500), phase: 'talking' as const },
  ]
  expect(waitingBehind(calls, gone).map(({ id }) => id)).toEqual(['c4', 'c5'])
})
