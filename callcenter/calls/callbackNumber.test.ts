import { describe, expect, it } from 'vitest'
import { caller, entry, keys, queue, rehearse } from '#test/calls/rehearse.ts'
import { callbackNumber } from './callbackNumber.ts'

const dear = ['+88213300000', '0088213300000', '16812345', '966566', '110', '']

describe('A caller’s number', () => {
  it('is rung back as the country’s plan has it', () => {
    expect(callbackNumber('+8613800000001')).toBe('13800000001')
    expect(callbackNumber('03118765432')).toBe('03118765432')
  })

  it.each(dear)('%j is not, nor offered it', (number) => {
    expect(callbackNumber(number)).toBeNull()
    const waiting = [entry(), keys('0'), queue()]
    expect(rehearse(caller(number), waiting).last[1]).toContain('queue-choice-no-callback')
    const { last, call } = rehearse(caller(number), [...waiting, keys('1')])
    expect(last).toEqual(['stopPlaying', 'play callback-no-number'])
    expect(call).toMatchObject({ phase: 'waiting', left: null })
  })

  it('is told to the caller so, too', () => {
    const { last } = rehearse(caller('+8613800000001'), [entry(), keys('0'), queue(), keys('1')])
    expect(last[1]).toContain('play callback-number digit-1-spoken digit-3 digit-8')
  })
})
