import { describe, expect, it } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { keepAttempt, keptAttempt } from './counterAttempt.ts'

function createStorage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage & { kept: Map<string, string> }
}
const sent = { serial: '01M869A5VYDHXW1H78T1Y22HQN', unsure: fen(6_660) }

describe('Money sent from the counter', () => {
  it('is known again after a reload, for its account only, until it is known what became of it', () => {
    const storage = createStorage()
    keepAttempt(storage, 'A', sent)
    expect(keptAttempt(storage, 'A')).toEqual(sent)
    expect(keptAttempt(storage, 'B')).toBeNull()
    keepAttempt(storage, 'A', null)
    expect([keptAttempt(storage, 'A'), storage.kept.size]).toEqual([null, 0])
  })

  it('is nothing as long as it is not sent, and nothing that somebody else wrote there', () => {
    const storage = createStorage()
    keepAttempt(storage, 'A', { ...sent, unsure: null })
    expect(storage.kept.size).toBe(0)
    keepAttempt(storage, 'A', sent)
    const [[key] = ['']] = storage.kept
    for (const text of ['{', 'null', '{"serial":"x","unsure":1}', `{"serial":"${sent.serial}","unsure":-1}`]) {
      storage.setItem(key, text)
      expect(keptAttempt(storage, 'A'), text).toBeNull()
    }
  })
})
