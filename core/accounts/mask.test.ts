import { describe, expect, it } from 'vitest'
import { maskName, maskPhone, maskPremises } from './mask.ts'

describe('a masked name', () => {
  it('keeps the family name of a person', () => {
    expect(['张三', '张三丰', '欧阳娜娜'].map(maskName)).toEqual(['张*', '张**', '欧***'])
  })

  it('keeps two characters of a company, and does not tell how long the rest is', () => {
    expect(maskName('安平区第一实验小学')).toBe('安平******')
    expect(maskName('安平区第一实验小学附属幼儿园')).toBe('安平******')
  })

  it('hides something also where there is next to nothing', () => {
    expect(['张', ''].map(maskName)).toEqual(['张*', '*'])
  })

  it('takes a rare character that needs two code units for one', () => {
    expect(maskName('𠮷野家')).toBe('𠮷**')
  })
})

describe('a masked telephone', () => {
  it('keeps what its owner recognises it by', () => {
    expect(maskPhone('13800000001')).toBe('138****0001')
  })

  it('keeps nothing of a short one', () => {
    expect(maskPhone('6650123')).toBe('****')
  })
})

describe('masked premises', () => {
  it('keep the street and hide every figure, also the wide ones', () => {
    expect(maskPremises('安平区兴华路12号3单元501')).toBe('安平区兴华路**号*单元***')
    expect(maskPremises('兴华路１２号')).toBe('兴华路**号')
  })
})
