import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '#core/kernel/domainError.ts'
import {
  exifOf,
  exifSegment,
  jpegWith,
  losslessWebp,
  lossyWebp,
  phoneJpeg,
  phoneWebp,
  plainJpeg,
  png,
  progressiveJpeg,
} from '#test/uploads/photos.ts'
import { cleanImage } from './cleanImage.ts'

const codeOf = (bytes: Buffer): string => {
  try {
    cleanImage(bytes)
    return 'taken'
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error)
  }
}
const secrets = ['GPS', 'SecretPhone', 'xmpmeta', 'script', 'Photoshop']
const expectNoSecret = (bytes: Buffer) => {
  for (const secret of secrets) expect(bytes.includes(secret), secret).toBe(false)
}

describe('a photo', () => {
  it.each([
    ['JPEG', plainJpeg, 'image/jpeg'],
    ['progressive JPEG', progressiveJpeg, 'image/jpeg'],
    ['PNG', png(), 'image/png'],
    ['lossy WebP', lossyWebp, 'image/webp'],
    ['lossless WebP', losslessWebp, 'image/webp'],
  ])('as %s that says nothing stays as it is', (_, bytes, mediaType) => {
    expect(cleanImage(bytes)).toEqual({ bytes, mediaType, width: 16, height: 8 })
  })

  it('as JPEG loses its place, its phone, its texts and what lies behind its end', () => {
    const { bytes } = cleanImage(phoneJpeg({ orientation: 1 }))
    expectNoSecret(bytes)
    expect(bytes).toEqual(plainJpeg)
  })

  it('as JPEG keeps which side is up, and of its Exif nothing else', () => {
    for (const orientation of [2, 3, 6, 8]) {
      const { bytes } = cleanImage(phoneJpeg({ orientation }))
      expectNoSecret(bytes)
      const segment = bytes.subarray(2, 38)
      expect(segment.toString('latin1', 4, 10)).toBe('Exif\0\0')
      expect(segment.readUInt16BE(10 + 8)).toBe(1) // one entry
      expect(segment.readUInt16BE(10 + 10)).toBe(0x0112)
      expect(segment.readUInt16BE(10 + 18)).toBe(orientation)
      expect(Buffer.concat([bytes.subarray(0, 2), bytes.subarray(38)])).toEqual(plainJpeg)
    }
  })

  it('as JPEG keeps its colour profile, and nothing that only looks like one', () => {
    const profile = Buffer.from('ICC_PROFILE\0\x01\x01 colours')
    const { bytes } = cleanImage(
      jpegWith([0xe2, profile], [0xe2, Buffer.from('MPF\0GPS')], [0xe0, Buffer.from('JFXX\0GPS')]),
    )
    expectNoSecret(bytes)
    expect(bytes.includes('ICC_PROFILE')).toBe(true)
  })

  it('as PNG loses text, time, Exif, unknown chunks and what lies behind its end', () => {
    const extra = [
      ['gAMA', '\0\0\xb1\x8f'],
      ['tEXt', 'Location\0GPS'],
      ['iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>'],
      ['eXIf', exifOf().toString('latin1')],
      ['tIME', '1234567'],
      ['prVt', 'GPS'],
    ] as const
    const { bytes } = cleanImage(Buffer.concat([png({ extra }), Buffer.from('PK\x03\x04GPS')]))
    expectNoSecret(bytes)
    expect(bytes).toEqual(png({ extra: extra.slice(0, 1) }))
  })

  it('as WebP loses Exif, XMP, unknown chunks and what lies behind its end, and says so itself', () => {
    const { bytes, width, height } = cleanImage(phoneWebp())
    expectNoSecret(bytes)
    expect([width, height]).toEqual([16, 8])
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes[20]).toBe(0)
    expect(bytes.includes('EXIF')).toBe(false)
  })
})

describe('what is not taken', () => {
  it.each([
    ['a text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a GIF that is a script', Buffer.from('GIF89a/*<svg/onload=alert(1)>*/=1')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a program', Buffer.from('MZ\x90\0')],
    ['an archive', Buffer.from('PK\x03\x04')],
    ['HEIC', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
  ])('%s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('upload.formatUnknown')
  })

  it('HEIC is refused with what to do about it', () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])
    expect(() => cleanImage(heic)).toThrow(expect.objectContaining({ sentence: expect.stringContaining('兼容性最佳') }))
  })

  it.each([
    ['JPEG', plainJpeg],
    ['progressive JPEG', progressiveJpeg],
    ['JPEG with Exif', phoneJpeg().subarray(0, -'GPS-behind-the-end'.length)],
    ['PNG', png({ extra: [['tEXt', 'a\0b']] })],
    ['WebP', lossyWebp],
    ['lossless WebP', losslessWebp],
  ])('a %s that is cut off anywhere', (_, whole) => {
    for (let length = 0; length < whole.length; length++)
      expect(['upload.formatUnknown', 'upload.damaged'], `at ${length}`).toContain(codeOf(whole.subarray(0, length)))
  })

  it('a beginning that promises a picture, and a page behind it', () => {
    const page = Buffer.from('<html><script>alert(1)</script></html>'.repeat(20))
    for (const start of [
      plainJpeg.subarray(0, 3),
      plainJpeg.subarray(0, 20),
      png().subarray(0, 8),
      lossyWebp.subarray(0, 12),
    ])
      expect(codeOf(Buffer.concat([start, page]))).toBe('upload.damaged')
  })

  it('a PNG with a wrong checksum, without a picture, or with a chunk that must be understood', () => {
    const broken = Buffer.from(png())
    broken[40] = (broken[40] ?? 0) ^ 1
    expect(codeOf(broken)).toBe('upload.damaged')
    expect(codeOf(png({ extra: [['CgBI', '']] }))).toBe('upload.damaged')
  })

  it('an animation', () => {
    expect(codeOf(phoneWebp({ flags: 0x02 }))).toBe('upload.damaged')
  })

  it('a picture that says it is larger than any screen', () => {
    expect(codeOf(png({ width: 12_001 }))).toBe('upload.tooLarge')
    expect(codeOf(png({ height: 2_000_000_000 }))).toBe('upload.tooLarge')
    expect(codeOf(png({ width: 0 }))).toBe('upload.damaged')
  })

  it('anything odd never gets further than a refusal, and what is taken is clean', () => {
    const wholes = [
      plainJpeg,
      phoneJpeg(),
      progressiveJpeg,
      png({ extra: [['tEXt', 'GPS']] }),
      phoneWebp(),
      losslessWebp,
    ]
    const change = fc.record({
      whole: fc.constantFrom(...wholes),
      at: fc.nat(3_000),
      value: fc.integer({ min: 0, max: 255 }),
      cut: fc.nat(10),
    })
    fc.assert(
      fc.property(change, ({ whole, at, value, cut }) => {
        const changed = Buffer.from(whole)
        changed[at % changed.length] = value
        const given = changed.subarray(0, changed.length - (cut === 0 ? at % changed.length : 0))
        const code = codeOf(given)
        expect(['taken', 'upload.damaged', 'upload.formatUnknown', 'upload.tooLarge']).toContain(code)
        if (code === 'taken') expect(cleanImage(cleanImage(given).bytes).bytes).toEqual(cleanImage(given).bytes)
      }),
      { numRuns: 2_000 },
    )
  })

  it('an Exif block that leads nowhere', () => {
    const lost = exifOf()
    lost.writeUInt32LE(0xffff_ffff, 4)
    const endless = exifOf()
    endless.writeUInt16LE(0xffff, 8)
    const short = Buffer.from('II*\0')
    for (const exif of [lost, endless, short]) {
      const { bytes } = cleanImage(jpegWith([0xe1, exifSegment(exif)]))
      expectNoSecret(bytes)
    }
  })
})
