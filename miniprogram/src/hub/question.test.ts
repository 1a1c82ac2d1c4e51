import { beforeEach, describe, expect, it } from 'vitest'
import { type Answers, createAnswers } from './answers.ts'
import { refusalOf, unheard } from './hubError.ts'
import { noteDone } from './noteDone.ts'
import { type Known, openQuestion } from './question.ts'
import { createMemoryStorage } from './storage.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))
const refused = (status: number) => refusalOf(status, { code: 'a.b', detail: '没有了' })

describe('A question', () => {
  let storage = createMemoryStorage()
  let answers: Answers
  let now: number
  /** Each asking, to be answered when the test wants. */
  let askings: { answer: (value: string) => void; fail: (error: unknown) => void }[]
  let shown: Known<string>[]

  beforeEach(() => {
    storage = createMemoryStorage()
    now = 10_000
    answers = createAnswers(storage, () => now)
    askings = []
    shown = []
  })

  const open = (name = 'accounts') => {
    const ask = () =>
      new Promise<string>((resolve, reject) => {
        askings.push({ answer: resolve, fail: reject })
      })
    return openQuestion({ answers, now: () => now }, { name, ask, show: (known) => shown.push(known) })
  }
  const last = () => shown.at(-1)

  it('is asked again when something was done, and what was asked for before that is not listened to', async () => {
    open()
    answers.outdate()
    expect(askings).toHaveLength(2)
    askings[1]?.answer('one')
    await settled()
    askings[0]?.answer('none')
    await settled()
    expect(last()).toMatchObject({ state: 'ready', value: 'one', stale: null })
    expect(answers.recall('accounts')).toMatchObject({ value: 'one', outdated: false })
    expect(askings).toHaveLength(2)
  })

  it('does not keep an answer from before, though it came first', async () => {
    open()
    answers.outdate()
    askings[0]?.answer('none')
    await settled()
    expect([last()?.state, answers.recall('accounts')]).toEqual(['loading', null])
  })

  it('is asked again where another tab has done something meanwhile', async () => {
    open()
    createAnswers(storage, () => now).outdate()
    askings[0]?.answer('none')
    await settled()
    expect(last()).toEqual({ state: 'loading' })
    askings[1]?.answer('one')
    await settled()
    expect(last()).toMatchObject({ value: 'one' })
  })

  it('is asked once while it is being asked, and not again right after its answer', async () => {
    const question = open()
    question.again()
    question.shown()
    askings[0]?.answer('one')
    await settled()
    question.shown()
    expect(askings).toHaveLength(1)
    now += 1_001
    question.shown()
    expect(askings).toHaveLength(2)
  })

  it('shows at once what it heard the last time, also after the app was left', async () => {
    open().close()
    answers.keep('accounts', 'one', answers.edition())
    answers = createAnswers(storage, () => now)
    open()
    expect(last()).toMatchObject({ state: 'ready', value: 'one', stale: null })
  })

  it('keeps back what may not be so any more, until nothing newer is to be had', async () => {
    answers.keep('accounts', 'none', answers.edition())
    answers.outdate()
    answers = createAnswers(storage, () => now)
    open()
    expect(last()).toEqual({ state: 'loading' })
    askings[0]?.fail(unheard('offline'))
    await settled()
    expect(last()).toMatchObject({ state: 'ready', value: 'none', at: 10_000, stale: { kind: 'offline' } })
  })

  it('hides what must not be seen any more, and forgets it', async () => {
    answers.keep('accounts', 'one', answers.edition())
    open()
    askings[0]?.fail(refused(403))
    await settled()
    expect(last()).toMatchObject({ state: 'error', told: { kind: 'forbidden' } })
    expect(answers.recall('accounts')).toBeNull()
  })

  it('says nothing more once its page is gone', async () => {
    const question = open()
    question.close()
    const before = shown.length
    askings[0]?.answer('one')
    answers.outdate()
    await settled()
    expect([shown.length, askings.length]).toEqual([before, 1])
  })

  it('is outdated by what was done or may have been done, not by what was asked or refused', async () => {
    const send = (outcome: () => Promise<unknown>) => noteDone(outcome, () => answers.outdate())
    const attempt = async (method: string, outcome: () => Promise<unknown>) => {
      const before = answers.edition()
      await send(outcome)({ method, path: '/' }).catch(() => undefined)
      return answers.edition() - before
    }
    expect(await attempt('GET', () => Promise.resolve('x'))).toBe(0)
    expect(await attempt('POST', () => Promise.resolve('x'))).toBe(1)
    expect(await attempt('PUT', () => Promise.reject(refused(422)))).toBe(0)
    expect(await attempt('PUT', () => Promise.reject(refused(500)))).toBe(1)
    expect(await attempt('DELETE', () => Promise.reject(unheard('offline')))).toBe(1)
  })

  it('is outdated also where the storage keeps nothing', async () => {
    storage = { ...storage, write: () => undefined }
    answers = createAnswers(storage, () => now)
    open()
    answers.outdate()
    askings[0]?.answer('none')
    askings[1]?.answer('one')
    await settled()
    expect(last()).toMatchObject({ value: 'one' })
  })
})
