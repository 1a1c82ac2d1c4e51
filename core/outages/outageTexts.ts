import { dateOf, minuteOfDay, monthOf } from '#core/kernel/businessDate.ts'
import type { Outage } from './outage.ts'

/** The number that people are told to call. */
export const hotline = '966566'

export type StageKind = 'announced' | 'changed' | 'restored' | 'cancelled'

export interface StageText {
  title: string
  body: string
  /** One text message; it says the same. */
  sms: string
}

const two = (value: number) => String(value).padStart(2, '0')

/** `11月25日09:00`, in Asia/Shanghai. */
export function spokenTime(instant: number): string {
  const [date, minute] = [dateOf(instant), minuteOfDay(instant)]
  return `${monthOf(date)}月${Number(date.slice(8))}日${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** What people are told at a stage. Of an emergency always: cut off, where water is to be had, until when, the number. */
export function stageText(kind: StageKind, outage: Outage): StageText {
  const { title, body } = wordsOf(kind, outage)
  return { title, body, sms: `【${title}】${body}` }
}

function wordsOf(kind: StageKind, outage: Outage): Omit<StageText, 'sms'> {
  const planned = outage.kind === 'planned'
  const call = `咨询请拨打${hotline}。`
  const { plannedFrom } = outage
  const place = withoutStop(outage.place)
  switch (kind) {
    case 'announced':
      return planned
        ? { title: '计划停水', body: `${plan(outage)}请提前储水。${call}` }
        : { title: '抢修停水', body: `${cutOff(outage)}${call}` }
    case 'changed':
      return {
        title: '停水变更',
        body: `${planned ? plan(outage) : cutOff(outage)}时间和范围以本次通知为准。${call}`,
      }
    case 'restored':
      return {
        title: '恢复供水',
        body: `${place}已于${spokenTime(outage.actualTo ?? outage.plannedTo)}恢复供水。初期水流可能发黄，请放水片刻后使用。${call}`,
      }
    case 'cancelled':
      return {
        title: '停水取消',
        body: planned
          ? `${place}原定${spokenTime(plannedFrom)}开始的停水已取消，正常供水。${call}`
          : `${place}的抢修停水已取消，正常供水。${call}`,
      }
    default:
      return kind satisfies never
  }
}

/** What staff wrote, to stand within a sentence of ours. */
const withoutStop = (words: string) => words.replace(/[\s，,、；;：:。．.！!？?…]+$/u, '')

const written = ({ place, reason, alternativeSupply }: Outage) => ({
  place: withoutStop(place),
  reason: withoutStop(reason),
  alternativeSupply: alternativeSupply === null ? null : withoutStop(alternativeSupply),
})

function plan(outage: Outage): string {
  const { plannedFrom, plannedTo } = outage
  const { place, reason, alternativeSupply } = written(outage)
  const supply = alternativeSupply === null ? '' : `停水期间取水：${alternativeSupply}。`
  return `${place}因${reason}，将于${spokenTime(plannedFrom)}停水，预计${spokenTime(plannedTo)}前恢复。${supply}`
}

function cutOff(outage: Outage): string {
  const { plannedTo } = outage
  const { place, reason, alternativeSupply } = written(outage)
  const supply = alternativeSupply ?? `急需用水请拨打${hotline}，由我们安排送水`
  return `${place}因${reason}现已停水。应急供水：${supply}。预计${spokenTime(plannedTo)}前恢复。`
}
