import { describe, expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Outage } from './outage.ts'
import { spokenTime, stageText } from './outageTexts.ts'
import { outageWarnings } from './outageWarnings.ts'

const hour = 3_600_000
const nine = startOf(businessDate('2026-11-25')) + 9 * hour
const outage: Outage = {
  id: 'o',
  number: 'TS20261124-0001',
  unitId: 'u',
  kind: 'planned',
  state: 'announced',
  place: '安平区兴华路一带',
  reason: '管道改造',
  area: [],
  plannedFrom: nine,
  plannedTo: nine + 8 * hour,
  actualFrom: null,
  actualTo: null,
  alternativeSupply: null,
  affected: 1,
  stage: 1,
  createdBy: 's',
  createdAt: 0,
  announcedAt: 0,
  endedAt: null,
}
const emergency: Outage = { ...outage, kind: 'emergency', reason: '管道爆裂' }

describe('what people are told', () => {
  it('of planned work: where, why, from when, until when, and what to do', () => {
    expect(stageText('announced', outage).sms).toBe(
      '【计划停水】安平区兴华路一带因管道改造，将于11月25日09:00停水，预计11月25日17:00前恢复。请提前储水。咨询请拨打966566。',
    )
  })

  it('of an emergency: cut off, where water is to be had, until when, and the number', () => {
    expect(stageText('announced', { ...emergency, alternativeSupply: '兴华路口送水车' }).sms).toBe(
      '【抢修停水】安平区兴华路一带因管道爆裂现已停水。应急供水：兴华路口送水车。预计11月25日17:00前恢复。咨询请拨打966566。',
    )
    for (const kind of ['announced', 'changed'] as const) {
      const { sms } = stageText(kind, emergency)
      for (const said of ['现已停水', '应急供水', '11月25日17:00前恢复', '966566']) expect(sms).toContain(said)
    }
  })

  it('of a restoration when water came back, and of a cancellation what does not happen', () => {
    const restored = { ...outage, actualTo: nine + 5 * hour + 60_000 }
    expect(stageText('restored', restored).body).toContain('已于11月25日14:01恢复供水')
    expect(stageText('cancelled', outage).body).toContain('原定11月25日09:00开始的停水已取消')
    expect(stageText('cancelled', emergency).body).not.toContain('11月25日')
  })

  it('in whole sentences, whatever staff ended theirs with', () => {
    for (const end of ['。', '.', '！', '，', ' 。', '……']) {
      const stopped = {
        place: `安平区兴华路一带${end}`,
        reason: `管道爆裂${end}`,
        alternativeSupply: `路口送水车${end}`,
      }
      const plain = { place: '安平区兴华路一带', reason: '管道爆裂', alternativeSupply: '路口送水车' }
      for (const of of [outage, emergency])
        for (const kind of ['announced', 'changed', 'restored', 'cancelled'] as const)
          expect(stageText(kind, { ...of, ...stopped })).toEqual(stageText(kind, { ...of, ...plain }))
    }
  })

  it('never more than a text message takes', () => {
    const longest = {
      ...outage,
      place: '路'.repeat(100),
      reason: '因'.repeat(200),
      alternativeSupply: '水'.repeat(200),
    }
    for (const of of [longest, { ...longest, kind: 'emergency' as const }])
      for (const kind of ['announced', 'changed', 'restored', 'cancelled'] as const)
        expect(stageText(kind, of).sms.length).toBeLessThanOrEqual(1_000)
  })

  it('in the time of the city, also around midnight', () => {
    expect(spokenTime(startOf(businessDate('2026-12-01')))).toBe('12月1日00:00')
    expect(spokenTime(startOf(businessDate('2026-12-01')) - 60_000)).toBe('11月30日23:59')
  })
})

describe('warnings', () => {
  const day = 24 * hour
  it('say that planned work is to be announced a day before, to the minute', () => {
    expect(outageWarnings(outage, nine - day)).toEqual([])
    expect(outageWarnings(outage, nine - day + 1)).toEqual([expect.stringContaining('提前 24 小时')])
    expect(outageWarnings(emergency, nine)).toEqual([])
  })

  it('say that more than a day without water asks for another supply', () => {
    const long = { ...emergency, plannedTo: nine + day + 1 }
    expect(outageWarnings(long, nine)).toEqual([expect.stringContaining('应急供水')])
    expect(outageWarnings({ ...long, alternativeSupply: '送水车' }, nine)).toEqual([])
    expect(outageWarnings({ ...emergency, plannedTo: nine + day }, nine)).toEqual([])
  })

  it('say that the time to restore has passed', () => {
    expect(outageWarnings(emergency, emergency.plannedTo)).toEqual([expect.stringContaining('已经过去')])
  })
})
