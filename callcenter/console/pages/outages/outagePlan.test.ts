import dayjs from 'dayjs'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../list/linesOf.ts'
import { changesOf } from './changesOf.ts'
import { type Outage, progressOf } from './outageWords.ts'
import { areaFault, areaOf, dayjsOf, fieldsOf, instantOf, planOf } from './outagePlan.ts'

describe('The plan of an outage', () => {
  it('reads one street or account number a line, each once', () => {
    expect(linesOf(' 安平区兴华路 \n\n安平区滨河街，安平区兴华路')).toEqual(['安平区兴华路', '安平区滨河街'])
    expect(areaOf({ streets: '安平区兴华路', accountNumbers: '10000001\n10000002', routeIds: [] })).toEqual([
      { kind: 'streets', streets: ['安平区兴华路'] },
      { kind: 'accounts', accountNumbers: ['10000001', '10000002'] },
    ])
  })

  it('says what is wrong with an area', () => {
    expect(areaFault({})).toBe('请填写街道、户号或选择表册')
    expect(areaFault({ streets: '兴华' })).toBe('每行街道至少填写 3 个字')
    expect(areaFault({ accountNumbers: '兴华路' })).toBe('户号应为 6 至 12 位数字，每行一个')
    expect(areaFault({ streets: '兴华路' })).toBe(null)
  })

  it('means the time of Shanghai', () => {
    const typed = dayjs('2026-11-26 08:30')
    expect(new Date(instantOf(typed)).toISOString()).toBe('2026-11-26T00:30:00.000Z')
    expect(dayjsOf(instantOf(typed)).format('HH:mm')).toBe('08:30')
  })

  it('cannot be previewed before it ends after it begins', () => {
    const fields = { unitId: 'any', kind: 'planned' as const, streets: '兴华路', from: dayjs('2026-11-26 08:30') }
    expect(planOf(fields)).toBe(null)
    expect(planOf({ ...fields, to: dayjs('2026-11-26 08:30') })).toBe(null)
    expect(planOf({ ...fields, to: dayjs('2026-11-26 09:30') })?.alternativeSupply).toBe(null)
  })
})

describe('The progress of a stage', () => {
  const none = { due: 0, sent: 0, failed: 0, superseded: 0 }

  it('is nothing until all notices are written', () => {
    const counts = { app: { ...none, sent: 3 }, sms: none }
    expect(progressOf({ spread: false, counts })).toMatchObject({ percent: 0, going: true })
    expect(progressOf({ spread: true, counts })).toMatchObject({ percent: 100, going: false })
  })

  it('counts what failed as done', () => {
    const counts = { app: { ...none, sent: 1, due: 1 }, sms: { ...none, failed: 1, superseded: 1 } }
    expect(progressOf({ spread: true, counts })).toEqual({ total: 4, done: 3, failed: 1, going: true, percent: 75 })
  })
})

describe('A change of an outage', () => {
  const outage: Outage = {
    id: 'any',
    number: 'TS20261124-0001',
    unitId: 'unit',
    kind: 'planned',
    state: 'announced',
    place: '兴华路',
    reason: '换阀门',
    area: [{ kind: 'streets', streets: ['兴华路'] }],
    plannedFrom: Date.parse('2026-11-26T00:30:17Z'),
    plannedTo: Date.parse('2026-11-26T04:30:00Z'),
    actualFrom: null,
    actualTo: null,
    alternativeSupply: null,
    affected: 3,
    stage: 1,
    createdAt: 0,
    announcedAt: 0,
    endedAt: null,
  }
  const { streets: _, ...shown } = fieldsOf(outage)

  it('is nothing where nothing was typed, not even the seconds that no field shows', () => {
    expect(changesOf(outage, shown)).toEqual({})
  })

  it('is what is different, and only that', () => {
    expect(changesOf(outage, { ...shown, to: dayjs('2026-11-26 15:00'), streets: '滨河街' })).toEqual({
      plannedTo: Date.parse('2026-11-26T07:00:00Z'),
      addArea: [{ kind: 'streets', streets: ['滨河街'] }],
    })
    const supplied = { ...outage, alternativeSupply: '水车' }
    expect(changesOf(supplied, { ...shown, alternativeSupply: ' ' })).toEqual({ alternativeSupply: null })
  })
})
