import { type HotlineSettings, weekdays } from '#core/contract/hotline.ts'
import { moment } from '../../format/moment.ts'
import { outageKinds } from '../outages/outageWords.ts'
import { weekdayWords } from './hotlineFields.ts'
import { hoursText } from './hoursText.ts'

/** What is different between two versions of the settings, each as a line that people read. */
export function hotlineChanges(before: HotlineSettings, after: HotlineSettings): string[] {
  return [
    ...weekdays.flatMap((day) => change(weekdayWords[day], hoursText(before.hours[day]), hoursText(after.hours[day]))),
    ...dated('节假日', before.holidays, after.holidays, ({ name, hours }) => `${name}，${hoursText(hours)}`),
    ...dated('调休上班', before.workdays, after.workdays, ({ name, like }) => `${name}，按${weekdayWords[like]}`),
    ...change('全员公告', announcementText(before), announcementText(after)),
    ...change('大面积停水自动播报', bigOutageText(before), bigOutageText(after)),
    ...change('留言保留', `${before.voicemailDays} 天`, `${after.voicemailDays} 天`),
  ]
}

const change = (what: string, before: string, after: string) =>
  before === after ? [] : [`${what}：${before} → ${after}`]

function dated<Day extends { date: string }>(
  what: string,
  before: readonly Day[],
  after: readonly Day[],
  textOf: (day: Day) => string,
): string[] {
  const [old, fresh] = [before, after].map((days) => new Map(days.map((day) => [day.date, textOf(day)])))
  const dates = [...new Set([...before, ...after].map(({ date }) => date))].toSorted()
  return dates.flatMap((date) => {
    const [was, is] = [old?.get(date), fresh?.get(date)]
    if (was === is) return []
    if (was === undefined) return [`新增${what} ${date}：${is}`]
    return [is === undefined ? `取消${what} ${date}：${was}` : `${what} ${date}：${was} → ${is}`]
  })
}

export function announcementText({ announcement }: Pick<HotlineSettings, 'announcement'>): string {
  if (announcement === null) return '无'
  const { kind, beginsAt, expectedEndAt, until } = announcement
  return [
    `${outageKinds[kind]}，${moment(beginsAt)} 起`,
    expectedEndAt === null ? '恢复时间待定' : `预计 ${moment(expectedEndAt)} 恢复`,
    until === null ? '播报到取消为止' : `播报到 ${moment(until)}`,
  ].join('，')
}

const bigOutageText = ({ bigOutage }: HotlineSettings) => (bigOutage === null ? '关闭' : `影响 ${bigOutage} 户以上`)
