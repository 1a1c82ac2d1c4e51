import type { Cleaned } from './cleanImage.ts'

// ITU-T T.81 annex B: a JPEG is a sequence of segments, `FF`, a marker, mostly two bytes of length and content. A scan's
// segment is followed by coded data, in which `FF 00` stands for `FF`, and `FF D0` … `FF D7` are restarts.

const [startOfImage, endOfImage, startOfScan, exif] = [0xd8, 0xd9, 0xda, 0xe1]
/** Frame headers (SOF): C0 … CF without the tables that lie among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7
const isTable = (marker: number) => [0xc4, 0xcc, 0xdb, 0xdc, 0xdd].includes(marker)

/** Keeps frame, tables, scans, the colour profile and which side is up; drops every other word the file has to say. */
export function cleanJpeg(bytes: Buffer): Cleaned {
  const kept: Buffer[] = [Buffer.from([0xff, startOfImage])]
  let [at, width, height, scans, orientation] = [2, 0, 0, 0, 1]
  for (;;) {
    if (bytes[at] !== 0xff) return null
    while (bytes[at + 1] === 0xff) at++ // a marker may be filled up
    const marker = bytes[at + 1] ?? 0
    if (marker === endOfImage) break
    if (at + 4 > bytes.length) return null
    const length = bytes.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    if (isFrame(marker)) {
      if (width > 0 || length < 8) return null
      height = segment.readUInt16BE(5)
      width = segment.readUInt16BE(7)
    }
    if (marker === exif) orientation = orientationIn(segment.subarray(4)) ?? orientation
    else if (isFrame(marker) || isTable(marker) || marker === startOfScan || isColour(marker, segment))
      kept.push(segment)
    at = end
    if (marker === startOfScan) {
      const scanEnd = endOfCoded(bytes, at)
      if (scanEnd === null) return null
      kept.push(bytes.subarray(at, scanEnd))
      at = scanEnd
      scans++
    }
  }
  if (scans === 0) return null
  if (orientation > 1) kept.splice(1, 0, onlyOrientation(orientation))
  kept.push(Buffer.from([0xff, endOfImage]))
  return { bytes: Buffer.concat(kept), width, height }
}

/** Of the application segments: JFIF's density, a colour profile, and Adobe's say in what the colours mean. */
function isColour(marker: number, segment: Buffer): boolean {
  const begins = (text: string) => segment.toString('latin1', 4, 4 + text.length) === text
  // The thumbnail that JFIF may carry shows what the picture was before it was cut.
  if (marker === 0xe0) return begins('JFIF\0') && segment.length === 18
  if (marker === 0xe2) return begins('ICC_PROFILE\0')
  return marker === 0xee && begins('Adobe') && segment.length === 16
}

/** Where the next marker stands that is neither a restart nor a coded `FF`. */
function endOfCoded(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return null
}

const exifName = Buffer.from('Exif\0\0')
const orientationTag = 0x0112

/** 1 … 8, how the picture is to be turned (Exif 2.3, 4.6.4); null where the segment does not say. */
function orientationIn(content: Buffer): number | null {
  if (!content.subarray(0, 6).equals(exifName) || content.length < 14) return null
  const tiff = content.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const two = (offset: number) => (little ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset))
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return null
  const entries = two(directory)
  for (let entry = directory + 2; entry < directory + 2 + entries * 12 && entry + 12 <= tiff.length; entry += 12) {
    if (two(entry) !== orientationTag) continue
    const value = two(entry + 8)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An Exif segment that says nothing but which side is up: without it, phones' photos would lie on their side. */
function onlyOrientation(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(orientationTag, 10)
  tiff.writeUInt16BE(3, 12) // a short
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const head = Buffer.from([0xff, exif, 0, 2 + exifName.length + tiff.length])
  return Buffer.concat([head, exifName, tiff])
}
