import type { ImageType } from '#core/contract/uploads.ts'
import { cleanJpeg } from './cleanJpeg.ts'
import { cleanPng } from './cleanPng.ts'
import { cleanWebp } from './cleanWebp.ts'
import { formatUnknown, heicUnsupported, uploadDamaged, uploadTooLarge } from './uploads.errors.ts'

export interface CleanImage {
  /** The picture and nothing else: no place, no camera, no text, nothing behind its end. */
  bytes: Buffer
  mediaType: ImageType
  width: number
  height: number
}

/** What a reader of one format finds; null where the bytes are damaged or cut off. */
export type Cleaned = Omit<CleanImage, 'mediaType'> | null

const cleaners: Readonly<Record<ImageType, (bytes: Buffer) => Cleaned>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
}

const longestSide = 12_000

/** The format that bytes are in, by their beginning; null for one that is not taken. */
export function imageTypeOf(bytes: Buffer): ImageType | 'heic' | null {
  const at = (offset: number, text: string) => bytes.toString('latin1', offset, offset + text.length) === text
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg'
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp'
  if (at(4, 'ftyp') && /^(hei[cfmsx]|hev[cx]|mif1|msf1|avif)/.test(bytes.toString('latin1', 8, 12))) return 'heic'
  return null
}

/**
 * Takes a photo apart and puts together again what belongs to the picture. What comes out is read once more: cleaning
 * it again must change nothing.
 * @throws DomainError `upload.formatUnknown`, `upload.damaged`, `upload.tooLarge`
 */
export function cleanImage(bytes: Buffer): CleanImage {
  const mediaType = imageTypeOf(bytes)
  if (mediaType === 'heic') throw heicUnsupported()
  if (mediaType === null) throw formatUnknown()
  const clean = cleaners[mediaType]
  const cleaned = clean(bytes)
  if (!cleaned || cleaned.width < 1 || cleaned.height < 1) throw uploadDamaged()
  if (cleaned.width > longestSide || cleaned.height > longestSide) throw uploadTooLarge()
  const again = clean(cleaned.bytes)
  if (!again?.bytes.equals(cleaned.bytes)) throw uploadDamaged()
  return { ...cleaned, mediaType }
}
