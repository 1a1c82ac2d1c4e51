import { describe, expect, it } from 'vitest'
import { toGcj02 } from '../platform/gcj02.ts'
import { HubError } from '../hub/hubError.ts'
import { createMemoryStorage } from '../hub/storage.ts'
import { dropDraft, emptyDraft, keepDraft, missingOf, readDraft } from './draft.ts'
import { mediaTypeOf } from './mediaType.ts'
import { mostPhotoBytes, refuseTooLarge } from './photoSize.ts'

describe('A report', () => {
  it('says what is still missing, one thing at a time', () => {
    const draft = emptyDraft('R')
    expect(missingOf(draft)).toContain('什么问题')
    expect(missingOf({ ...draft, kind: 'leak' })).toContain('地点')
    expect(missingOf({ ...draft, kind: 'leak', place: ' ' })).toContain('地点')
    expect(missingOf({ ...draft, kind: 'leak', accountId: 'A' })).toContain('情况')
    const whole = { ...draft, kind: 'leak' as const, place: '路口', description: '冒水' }
    expect(missingOf({ ...whole, contactPhone: '123' })).toContain('手机号')
    expect(missingOf(whole)).toBeNull()
    const longest = `${'💧'.repeat(1_999)}水`
    expect(missingOf({ ...whole, description: `${longest}\n` })).toBeNull()
    expect(missingOf({ ...whole, description: `${longest}了` })).toBe('情况最多写 2000 个字，现在 2001 个字')
  })

  it('is kept as a draft under its id until it was sent', () => {
    const storage = createMemoryStorage()
    expect(readDraft(storage)).toBeNull()
    const draft = { ...emptyDraft('R'), description: '冒水' }
    keepDraft(storage, draft)
    expect(readDraft(storage)).toEqual(draft)
    dropDraft(storage)
    expect(readDraft(storage)).toBeNull()
    storage.write('report', 'nonsense')
    expect(readDraft(storage)).toBeNull()
  })

  it('sends photos as what they are', () => {
    const bytes = (...values: number[]) => Uint8Array.from(values)
    expect(mediaTypeOf(bytes(0xff, 0xd8, 0xff))).toBe('image/jpeg')
    expect(mediaTypeOf(bytes(0x89, 0x50, 0x4e, 0x47))).toBe('image/png')
    expect(mediaTypeOf(bytes(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57))).toBe('image/webp')
  })

  it('lets no photo go that the hub would not take for its size', () => {
    expect(() => refuseTooLarge(new Uint8Array(mostPhotoBytes))).not.toThrow()
    expect(() => refuseTooLarge(new Uint8Array(mostPhotoBytes + 1))).toThrow(HubError)
  })

  it('puts a place where Chinese maps have it, some hundred metres off, and nowhere else abroad', () => {
    const { longitude, latitude } = toGcj02({ longitude: 116.404, latitude: 39.915 })
    expect(longitude).toBeCloseTo(116.410_24, 4)
    expect(latitude).toBeCloseTo(39.916_4, 4)
    expect(toGcj02({ longitude: 2.35, latitude: 48.85 })).toEqual({ longitude: 2.35, latitude: 48.85 })
  })
})
