import { describe, expect, it } from 'vitest'
import { DomainError } from '#core/kernel/domainError.ts'
import { callableNumber } from './callableNumber.ts'

const own = ['966566']
const reasonOf = (typed: string) => {
  try {
    return callableNumber(typed, own)
  } catch (error) {
    return error instanceof DomainError ? error.data['reason'] : error
  }
}

describe('a number that an agent may ring', () => {
  it.each([
    ['13800000001', '13800000001'],
    ['+86 138-0000-0001', '13800000001'],
    ['008613800000001', '13800000001'],
    ['013800000001', '13800000001'],
    ['8613800000001', '13800000001'],
    ['010-62345678', '01062345678'],
    ['(0311) 8765432', '03118765432'],
    ['0311 87654321', '031187654321'],
    ['62345678', '62345678'],
    ['4001234567', '4001234567'],
    ['966566', '966566'],
  ])('%s is dialled as %s', (typed, dialled) => {
    expect(callableNumber(typed, own)).toBe(dialled)
  })

  it.each(['0012125550100', '+442079460000', '+1 212 555 0100', '00861', '+8521234567', '00852 12345678'])(
    '%s is foreign, or no number of the country',
    (typed) => {
      expect(['foreign', 'malformed', 'short']).toContain(reasonOf(typed))
    },
  )

  it.each(['16812345', '1601234', '11896', '96123', '0311 96123', '031016812345'])('%s costs extra', (typed) => {
    expect(reasonOf(typed)).toBe('premium')
  })

  it.each(['110', '119', '120', '10086', '12345'])('%s is a short number of others', (typed) => {
    expect(reasonOf(typed)).toBe('short')
  })

  it.each(['', '12', 'abc', '13800000001;x', '138000000011', '*21*13800000001#', 'sip:1@x', '1380000000１'])(
    '%j is no number',
    (typed) => {
      expect(reasonOf(typed)).toBe('malformed')
    },
  )
})
