import type { Cleaned } from './cleanImage.ts'

// RFC 9649: `RIFF`, length, `WEBP`, then chunks: four bytes of type, four of length, content, filled up to an even
// length. A picture is `VP8 ` or `VP8L`; one with more to say begins with `VP8X`.

const headBytes = 12
const animation = 0x02
/** Of the flags of `VP8X` those that stay true: a colour profile and transparency. */
const keptFlags = 0x20 | 0x10
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])

/** Animations are refused: a photo stands still. */
export function cleanWebp(bytes: Buffer): Cleaned {
  if (bytes.length < headBytes + 8) return null
  const total = 8 + bytes.readUInt32LE(4)
  if (total > bytes.length) return null
  const chunks: Buffer[] = []
  let [at, width, height, pictures] = [headBytes, 0, 0, 0]
  while (at + 8 <= total) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > total) return null
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (length % 2 === 1) chunk[chunk.length - 1] = 0
    at = end
    if (!kept.has(type)) continue
    if (type === 'VP8X') {
      const flags = chunk[8] ?? 0
      if (length !== 10 || (flags & animation) !== 0) return null
      chunk[8] = flags & keptFlags
      width = 1 + chunk.readUIntLE(12, 3)
      height = 1 + chunk.readUIntLE(15, 3)
    }
    if (type === 'VP8 ' || type === 'VP8L') {
      const size = type === 'VP8 ' ? sizeOfLossy(chunk) : sizeOfLossless(chunk)
      if (!size) return null
      pictures++
      if (width === 0) [width, height] = size
    }
    chunks.push(chunk)
  }
  if (pictures !== 1) return null
  const content = Buffer.concat(chunks)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + content.length, 4)
  return { bytes: Buffer.concat([head, content]), width, height }
}

/** RFC 6386, 9.1: behind three bytes of frame tag and a start code, 14 bits each of width and height. */
function sizeOfLossy(chunk: Buffer): [number, number] | null {
  if (chunk.length < 18 || chunk.readUIntBE(11, 3) !== 0x9d012a) return null
  return [chunk.readUInt16LE(14) & 0x3fff, chunk.readUInt16LE(16) & 0x3fff]
}

/** RFC 9649, 3.4: behind a signature, 14 bits each of width and height, less one. */
function sizeOfLossless(chunk: Buffer): [number, number] | null {
  if (chunk.length < 13 || chunk[8] !== 0x2f) return null
  const bits = chunk.readUInt32LE(9)
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)]
}
