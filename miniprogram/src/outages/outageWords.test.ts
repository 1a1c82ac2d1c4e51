import { describe, expect, it } from 'vitest'
import { outageWords } from './outageWords.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 24, 1)
const outage = {
  kind: 'planned' as const,
  state: 'announced' as const,
  phase: 'now' as const,
  plannedFrom: now - hour,
  plannedTo: now + 3 * hour,
  actualFrom: null,
  actualTo: null,
}
const plain = (words: { title: string; until: string }) => `${words.title}：${words.until}`.replaceAll('\u00a0', ' ')

describe('An outage in words', () => {
  it('says since when, and until when', () => {
    expect(plain(outageWords(outage, now))).toBe('正在停水：今天 08:00 停，预计 12:00 恢复')
    expect(plain(outageWords({ ...outage, kind: 'emergency', plannedTo: now + 30 * hour }, now))).toBe(
      '正在停水抢修：今天 08:00 停，预计 明天 15:00 恢复',
    )
  })

  it('does not promise what has passed', () => {
    expect(plain(outageWords(outage, now + 5 * hour))).toContain('原定 12:00 恢复，还在抢修')
  })

  it('tells what is to come, over and off', () => {
    const coming = { ...outage, phase: 'coming' as const, plannedFrom: now + 24 * hour, plannedTo: now + 26 * hour }
    expect(plain(outageWords(coming, now))).toBe('将要停水：明天 09:00 停，预计 11:00 恢复')
    const over = { ...outage, phase: 'over' as const, state: 'restored' as const, actualTo: now - hour }
    expect(plain(outageWords(over, now))).toBe('已恢复供水：今天 08:00 恢复')
    expect(plain(outageWords({ ...coming, state: 'cancelled' }, now))).toContain('停水已取消')
  })
})
