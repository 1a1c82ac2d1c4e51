import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStorage, type Storage } from '../hub/storage.ts'
import { createPrivacy, type Privacy } from './privacy.ts'

describe('Consent', () => {
  let storage: Storage
  let privacy: Privacy
  let platformSays: boolean
  const open = () => createPrivacy({ storage, now: () => 7, platformAgrees: () => Promise.resolve(platformSays) })
  beforeEach(() => {
    storage = createMemoryStorage()
    platformSays = true
    privacy = open()
  })

  it('is asked for once, and remembered', async () => {
    const all = Promise.all([privacy.agreed(), privacy.agreed()])
    expect(privacy.isAsking()).toBe(true)
    privacy.answer(true)
    expect(await all).toEqual([true, true])
    expect([privacy.isAsking(), open().hasAgreed(), await open().agreed()]).toEqual([false, true, true])
  })

  it('is not given by who says no, who may be asked again', async () => {
    const first = privacy.agreed()
    privacy.answer(false)
    expect([await first, privacy.hasAgreed()]).toEqual([false, false])
    const second = privacy.agreed()
    expect(privacy.isAsking()).toBe(true)
    privacy.answer(true)
    expect(await second).toBe(true)
  })

  it('can be taken back', async () => {
    privacy.answer(true)
    privacy.withdraw()
    expect(open().hasAgreed()).toBe(false)
  })

  it('to an older page is none', () => {
    storage.write('privacy', { version: 0, at: 1 })
    expect(privacy.hasAgreed()).toBe(false)
  })

  it('is not enough where the platform has heard another word', async () => {
    privacy.answer(true)
    platformSays = false
    expect(await privacy.agreed()).toBe(false)
  })

  it('is asked for anew when the platform wants to hear it', async () => {
    privacy.answer(true)
    let heard = 0
    privacy.onChange(() => heard++)
    const again = privacy.ask()
    expect(privacy.isAsking()).toBe(true)
    privacy.answer(true)
    expect([await again, heard]).toEqual([true, 2])
  })
})
