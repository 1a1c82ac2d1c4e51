import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cubicMetres, type Litres, litres } from '#core/kernel/litres.ts'
import { judgeReading, type Readout } from './judgeReading.ts'

const registerCapacity = cubicMetres(100_000)
const usual = Array<Litres>(6).fill(cubicMetres(12))
const judge = (last: number, register: number, more: Partial<Readout> = {}) => {
  const readout = { kind: 'actual', registerCapacity, recent: usual, yearAgo: null, ...more } as const
  const { volume, reasons } = judgeReading({ ...readout, last: cubicMetres(last), register: cubicMetres(register) })
  return [volume / 1000, ...reasons]
}
const months = (...volumes: number[]) => ({ recent: volumes.map(cubicMetres) })

describe('a reading', () => {
  it.each([
    ['as usual', judge(100, 112), [12]],
    ['three times the mean', judge(100, 136), [36]],
    ['more than that', judge(100, 136.001), [36.001, 'jump']],
    ['more, but like the year before', judge(100, 150, { yearAgo: cubicMetres(20) }), [50]],
    ['more than three times the year before, too', judge(100, 161, { yearAgo: cubicMetres(20) }), [61, 'jump']],
    ['more than usual and yet little', judge(100, 109.999, months(1, 1, 1)), [9.999]],
    ['the first little that is not little any more', judge(100, 110, months(1, 1, 1)), [10, 'jump']],
    ['the first of all', judge(0, 1_000, months()), [1_000]],
    ['the first of all, and more than anybody uses', judge(0, 1_000.001, months()), [1_000.001, 'jump']],
    ['of a flat that was empty so far', judge(100, 112, months(0, 0, 0)), [12, 'jump']],
    ['of no use where there was some', judge(100, 100), [0, 'zeroUse']],
    ['of no use for the second time', judge(100, 100, months(0, 12, 12)), [0, 'zeroUse']],
    ['of no use for the third time', judge(100, 100, months(0, 0, 12)), [0, 'stopped']],
    ['of an empty flat', judge(100, 100, months(0, 0, 0)), [0]],
    ['below the last one', judge(100, 99.999), [-0.001, 'belowLast']],
    ['past zero', judge(99_995, 7), [12]],
    ['past zero by a jump', judge(99_995, 995), [1_000, 'jump']],
    ['below, from not yet the last tenth', judge(89_999.999, 7), [-89_992.999, 'belowLast']],
    ['below, to beyond the first tenth', judge(99_995, 10_000), [-89_995, 'belowLast']],
    ['sent in by the resident', judge(100, 112, { kind: 'self' }), [12, 'selfRead']],
    ['sent in by the resident, and below', judge(100, 90, { kind: 'self' }), [-10, 'selfRead', 'belowLast']],
  ])('%s', (_, judged, expected) => {
    expect(judged).toEqual(expected)
  })

  it('stands for what ran through the meter, which is less than one turn of its register, or waits for a person', () => {
    const litre = fc.integer({ min: 0, max: registerCapacity - 1 }).map(litres)
    const volumes = fc.array(fc.integer({ min: 0, max: 100_000 }).map(litres), { maxLength: 6 })
    fc.assert(
      fc.property(litre, litre, volumes, fc.option(litre), (last, register, recent, yearAgo) => {
        const { volume, reasons } = judgeReading({ register, last, kind: 'actual', registerCapacity, recent, yearAgo })
        // Whatever was decided, the register has moved by it.
        expect((((last + volume) % registerCapacity) + registerCapacity) % registerCapacity).toBe(register)
        expect(Math.abs(volume)).toBeLessThan(registerCapacity)
        expect(volume < 0).toBe(reasons.includes('belowLast'))
        if (volume === 0) expect(reasons).not.toContain('jump')
        expect(new Set(reasons).size).toBe(reasons.length)
      }),
    )
  })
})
