import { crc32 } from 'node:zlib'
import type { Cleaned } from './cleanImage.ts'

// ISO/IEC 15948: a signature, then chunks: four bytes of length, four of type, content, CRC of type and content.

const signatureBytes = 8
/** The picture, its colours and its transparency. Not the frames of an animation, nor any text, time or Exif. */
const kept = new Set(
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT'].concat(['iCCP', 'bKGD', 'pHYs', 'cICP']),
)

export function cleanPng(bytes: Buffer): Cleaned {
  const chunks: Buffer[] = [bytes.subarray(0, signatureBytes)]
  let [at, width, height, data] = [signatureBytes, 0, 0, false]
  for (let index = 0; ; index++) {
    if (at + 12 > bytes.length) return null
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    if ((index === 0) !== (type === 'IHDR')) return null
    if (type === 'IHDR') {
      if (length !== 13) return null
      width = bytes.readUInt32BE(at + 8)
      height = bytes.readUInt32BE(at + 12)
    }
    data ||= type === 'IDAT'
    if (kept.has(type)) chunks.push(bytes.subarray(at, end))
    // Of a chunk that must be understood and is not known, nobody can say what is left without it.
    else if (/^[A-Z]/.test(type)) return null
    if (type === 'IEND') break
    at = end
  }
  return data ? { bytes: Buffer.concat(chunks), width, height } : null
}
