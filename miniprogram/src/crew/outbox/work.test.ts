import { describe, expect, it } from 'vitest'
import { change, type Change, isEmpty, mostPhotos, newWork, nextAct, refsOf, unsentOf, type Work } from './work.ts'

const order = { id: 'O', number: 'GD20261124-0001', kind: 'leak', place: '安平里' } as const
const after = (...steps: Change[]): Work => steps.reduce(change, newWork(order))
const accepted: Change = { type: 'accept', id: 'A', at: 1 }
const written: Change = { type: 'write', result: '换了阀门' }
const photo = (ref: string): Change => ({ type: 'addPhoto', side: 'after', ref })
const finished: Change = { type: 'finish', id: 'F', at: 2 }
const refused: Change = { type: 'refused', act: 'finish', reason: { code: 'x', words: '不行' } }

describe('The work on one work order', () => {
  it('is accepted and finished once, however often the buttons are pressed', () => {
    const twice = after(accepted, { ...accepted, id: 'B' }, written, finished, { ...finished, id: 'G' })
    expect([twice.accept?.id, twice.finish?.id]).toEqual(['A', 'F'])
    expect(twice.draft).toBeNull()
  })

  it('is not finished without a word about it', () => {
    expect(after(accepted, finished).finish).toBeNull()
    expect(after(accepted, { type: 'write', result: ' \n' }, finished).finish).toBeNull()
  })

  it('sends the report after the acceptance, and not at all while that is refused', () => {
    const both = after(accepted, written, finished)
    expect(nextAct(both)).toBe('accept')
    const reason = { code: 'workOrder.anothers', words: '别人' }
    expect(nextAct(change(both, { type: 'refused', act: 'accept', reason }))).toBeNull()
    expect(nextAct(change(both, { type: 'done', act: 'accept', at: 3 }))).toBe('finish')
  })

  it('is taken back with everything that was written, unless the hub may have it', () => {
    const waiting = after(accepted, written, photo('p'), finished)
    expect(change(waiting, { type: 'withdraw', act: 'finish' }).draft).toMatchObject({
      result: '换了阀门',
      after: [{ ref: 'p' }],
    })
    const sent = change(waiting, { type: 'sent', act: 'finish' })
    expect(change(sent, { type: 'withdraw', act: 'finish' })).toBe(sent)
    expect(change(change(sent, refused), { type: 'withdraw', act: 'finish' }).finish).toBeNull()
    const back = change(waiting, { type: 'withdraw', act: 'accept' })
    expect([back.accept, back.finish, back.draft?.result]).toEqual([null, null, '换了阀门'])
  })

  it('is let go of as a whole, but for what the hub may have', () => {
    expect(isEmpty(change(after(accepted, written, finished), { type: 'discard' }))).toBe(true)
    const sent = after(accepted, { type: 'sent', act: 'accept' }, written)
    const left = change(sent, { type: 'discard' })
    expect([left.accept?.id, left.draft]).toEqual(['A', null])
  })

  it('keeps the bytes of photos until the hub has them', () => {
    const work = after(accepted, written, photo('p'), photo('q'), { type: 'removePhoto', ref: 'q' }, finished)
    expect(refsOf(work)).toEqual(['p'])
    expect(unsentOf(work)).toBe(2)
    const done = [
      accepted,
      written,
      photo('p'),
      finished,
      { type: 'done', act: 'accept', at: 3 },
      { type: 'done', act: 'finish', at: 4 },
    ] as Change[]
    expect(refsOf(after(...done))).toEqual([])
    expect(unsentOf(after(...done))).toBe(0)
    expect(isEmpty(after(...done, { type: 'tidy' }))).toBe(true)
  })

  it('takes nine photos of each side', () => {
    const many = after(...Array.from({ length: mostPhotos + 2 }, (_, index) => photo(`p${index}`)), {
      type: 'addPhoto',
      side: 'before',
      ref: 'b',
    })
    expect([many.draft?.after.length, many.draft?.before.length]).toEqual([mostPhotos, 1])
  })
})
