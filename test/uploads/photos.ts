import { crc32, deflateSync } from 'node:zlib'

// Pictures of 16 × 8 pixels, as cameras, browsers and attackers make them. What they say beside the picture is invented.

const bytes = (base64: string) => Buffer.from(base64, 'base64')

/** Baseline, with a JFIF segment. */
export const plainJpeg = bytes(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCN' +
    'l4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAAR' +
    'CAAIABADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEG' +
    'E1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWG' +
    'h4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEB' +
    'AQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYk' +
    'NOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0' +
    'tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwCjDpX+zV+HSv8AZooqalafcywWIqaan//Z',
)
/** In several scans, with tables between them. */
export const progressiveJpeg = bytes(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCN' +
    'l4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgAR' +
    'CAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAVAQEBAAAAAAAAAAAAAAAAAAABAv/aAAwDAQACEAMQAAABhcI//8QA' +
    'FhAAAwAAAAAAAAAAAAAAAAAAAAED/9oACAEBAAEFAlIUj//EABYRAQEBAAAAAAAAAAAAAAAAAAMAAv/aAAgBAwEBPwEU1f/EABYRAQEBAAAA' +
    'AAAAAAAAAAAAAAIAAf/aAAgBAgEBPwFPb//EABQQAQAAAAAAAAAAAAAAAAAAABD/2gAIAQEABj8CP//EABUQAQEAAAAAAAAAAAAAAAAAAABh' +
    '/9oACAEBAAE/IZJP/9oADAMBAAIAAwAAABB3/8QAFREBAQAAAAAAAAAAAAAAAAAAIQD/2gAIAQMBAT8QI3//xAAVEQEBAAAAAAAAAAAAAAAA' +
    'AAAAUf/aAAgBAgEBPxCl/8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPxAS/9k=',
)
export const lossyWebp = bytes(
  'UklGRkQAAABXRUJQVlA4IDgAAADQAQCdASoQAAgAA4BaJbACdAEOuwWOAAD+8YYEJZ6OJN8uI+0umFsQOmAv9+QK/tdnXf6dFjHAAA==',
)
export const losslessWebp = bytes('UklGRioAAABXRUJQVlA4TB4AAAAvD8ABALmM6H/sIqL/ASEBYYn/TyV9IAYwJgCpyg4=')

const chunkOf = (type: string, content: Buffer | string): Buffer => {
  const data = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(content)])
  const chunk = Buffer.alloc(data.length + 8)
  chunk.writeUInt32BE(data.length - 4)
  data.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(data), data.length + 4)
  return chunk
}

/** A black PNG; `extra` chunks come before the picture. */
export function png({ width = 16, height = 8, extra = [] as readonly (readonly [string, string])[] } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(Math.min(height, 8) * (1 + Math.min(width, 16) * 3)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunkOf('IHDR', header),
    ...extra.map(([type, content]) => chunkOf(type, content)),
    chunkOf('IDAT', rows),
    chunkOf('IEND', ''),
  ])
}

/** An Exif block as a phone writes it: how the picture was held, which phone, and where on earth, in little endian. */
export function exifOf({ orientation = 6, place = 'GPS-40.9731N-117.9382E' } = {}): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(3, 8)
  const entry = (index: number, tag: number, type: number, value: number) => {
    const at = 10 + index * 12
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(1, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  entry(0, 0x0110, 2, tiff.length) // model
  entry(1, 0x0112, 3, orientation)
  entry(2, 0x8825, 4, tiff.length) // GPS directory
  return Buffer.concat([tiff, Buffer.from(`SecretPhone 9\0${place}\0`)])
}

const segmentOf = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** A JPEG with segments between its beginning and the rest. */
export const jpegWith = (...segments: readonly (readonly [marker: number, content: Buffer])[]): Buffer =>
  Buffer.concat([
    plainJpeg.subarray(0, 2),
    ...segments.map(([marker, content]) => segmentOf(marker, content)),
    plainJpeg.subarray(2),
  ])

export const exifSegment = (exif = exifOf()): Buffer => Buffer.concat([Buffer.from('Exif\0\0'), exif])

/** A JPEG as a phone makes it: Exif with a place, XMP, a comment, a second picture behind the first. */
export const phoneJpeg = (wishes: Parameters<typeof exifOf>[0] = {}): Buffer =>
  Buffer.concat([
    jpegWith(
      [0xe1, exifSegment(exifOf(wishes))],
      [0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS-in-XMP</x:xmpmeta>')],
      [0xed, Buffer.from('Photoshop 3.0\0GPS-in-IPTC')],
      [0xfe, Buffer.from('GPS-in-a-comment <script>alert(1)</script>')],
    ),
    Buffer.from('GPS-behind-the-end'),
  ])

/** A WebP with more to say: `VP8X`, the picture, Exif, XMP and an unknown chunk, of uneven length. */
export function phoneWebp({ flags = 0x0c } = {}): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'latin1')
    head.writeUInt32LE(content.length, 4)
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
  }
  const extended = Buffer.alloc(10)
  extended[0] = flags
  extended.writeUIntLE(15, 4, 3)
  extended.writeUIntLE(7, 7, 3)
  const content = Buffer.concat([
    chunk('VP8X', extended),
    lossyWebp.subarray(12),
    chunk('EXIF', exifOf()),
    chunk('XMP ', Buffer.from('<x:xmpmeta>GPS-in-XMP</x:xmpmeta>')),
    chunk('JUNK', Buffer.from('GPS')),
  ])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + content.length, 4)
  return Buffer.concat([head, content, Buffer.from('GPS-behind-the-end')])
}
