import { describe, expect, it } from 'vitest'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import { usualSettings } from '#core/hotline/readHotline.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fieldsOf, settingsOf } from './hotlineFields.ts'
import { hotlineChanges } from './hotlineChanges.ts'

const noon = Date.UTC(2026, 10, 24, 4)
const full: HotlineSettings = {
  ...usualSettings,
  hours: { ...usualSettings.hours, sunday: [], monday: [{ from: '08:30', to: '17:30' }] },
  holidays: [{ date: businessDate('2027-01-01'), name: '元旦', hours: [] }],
  workdays: [{ date: businessDate('2027-01-03'), name: '元旦调休', like: 'monday' }],
  announcement: { kind: 'emergency', beginsAt: noon, expectedEndAt: noon + 3_600_000, until: null },
  bigOutage: null,
  voicemailDays: 90,
}

describe('The settings of the hotline', () => {
  it('come out of the form as they went in', () => {
    expect(settingsOf(fieldsOf(full))).toEqual(full)
    expect(settingsOf(fieldsOf(usualSettings))).toEqual(usualSettings)
  })

  it('say in words what is different', () => {
    expect(hotlineChanges(usualSettings, full)).toEqual([
      '周一：全天 → 08:30-17:30',
      '周日：全天 → 不开放',
      '新增节假日 2027-01-01：元旦，不开放',
      '新增调休上班 2027-01-03：元旦调休，按周一',
      '全员公告：无 → 抢修停水，2026-11-24 12:00 起，预计 2026-11-24 13:00 恢复，播报到取消为止',
      '大面积停水自动播报：影响 500 户以上 → 关闭',
      '留言保留：180 天 → 90 天',
    ])
    expect(hotlineChanges(full, usualSettings)).toContain('取消节假日 2027-01-01：元旦，不开放')
    expect(hotlineChanges(full, full)).toEqual([])
  })
})
