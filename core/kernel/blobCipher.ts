import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

// The format of an encrypted blob, a construction known as STREAM:
//
//   magic "HUBBLOB1" | length of the key's id, 1 byte | the key's id | salt, 32 bytes
//   length of chunk 0 with its tag, 2 bytes | chunk 0, the blob's description, at most 1 KiB | tag, 16 bytes
//   chunks 1…n of the content, 64 KiB each, the last one mostly shorter and maybe empty, each with its tag
//
// Every blob has a key of its own, derived from the configured one and the salt, so nonces can simply count. A nonce
// holds the chunk's number and whether it is the last: chunks that are swapped, left out or cut off do not decrypt. The
// header and the blob's id are authenticated with each chunk: a file under another's name does not decrypt, either.

export interface BlobKeys {
  /** The id of the key that new blobs are encrypted with. */
  current: string
  /** All keys that blobs may have been encrypted with, 32 bytes each, by their id. */
  all: Readonly<Record<string, Uint8Array>>
}

export const chunkBytes = 65_536
export const tagBytes = 16
const saltBytes = 32
const keyBytes = 32
const mostDescription = 1_024
const magic = Buffer.from('HUBBLOB1')
/** The longest header and description, for whoever reads the beginning of a blob. */
export const mostPreamble = magic.length + 1 + 64 + saltBytes + 2 + mostDescription + tagBytes

/** @throws RangeError when a key is not one of AES-256, or the current one is not among them. */
export function checkKeys({ current, all }: BlobKeys): void {
  if (!Object.hasOwn(all, current)) throw new RangeError(`the current key ${current} is not among the keys`)
  for (const [id, key] of Object.entries(all)) {
    if (key.length !== keyBytes) throw new RangeError(`the key ${id} has ${key.length} bytes instead of ${keyBytes}`)
    if (!/^[\w-]{1,64}$/.test(id)) throw new RangeError(`not an id of a key: ${id}`)
  }
}

/** Encrypts or decrypts one chunk; `last` is part of what is authenticated. */
type Chunk = (bytes: Uint8Array, number: number, last: boolean) => Buffer

export interface Sealing {
  /** What comes before the content. */
  preamble: Buffer
  seal: Chunk
}

/** Begins a blob. @throws RangeError when the description is longer than 1 KiB. */
export function beginSealing(keys: BlobKeys, blobId: string, description: string): Sealing {
  const described = Buffer.from(description)
  if (described.length > mostDescription) throw new RangeError('the description of a blob is longer than 1 KiB')
  const keyId = Buffer.from(keys.current)
  const salt = randomBytes(saltBytes)
  const header = Buffer.concat([magic, Buffer.from([keyId.length]), keyId, salt])
  const key = keyOf(keys, keys.current, salt)
  const associated = Buffer.concat([header, Buffer.from(blobId)])
  const seal: Chunk = (bytes, number, last) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last)).setAAD(associated)
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  const sealed = seal(described, 0, false)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(sealed.length)
  return { preamble: Buffer.concat([header, length, sealed]), seal }
}

export interface Opening {
  description: string
  /** Where the content begins. */
  offset: number
  open: Chunk
}

/** Reads the beginning of a blob. @throws Error when it is damaged, another blob's, or its key is missing. */
export function beginOpening(keys: BlobKeys, blobId: string, start: Buffer): Opening {
  const keyLength = start[magic.length] ?? 0
  const saltAt = magic.length + 1 + keyLength
  const lengthAt = saltAt + saltBytes
  if (!start.subarray(0, magic.length).equals(magic) || start.length < lengthAt + 2) throw damaged(blobId)
  const keyId = start.toString('utf8', magic.length + 1, saltAt)
  if (!Object.hasOwn(keys.all, keyId)) throw new Error(`blob ${blobId}: its key ${keyId} is not configured`)
  const key = keyOf(keys, keyId, start.subarray(saltAt, lengthAt))
  const associated = Buffer.concat([start.subarray(0, lengthAt), Buffer.from(blobId)])
  const open: Chunk = (bytes, number, last) => {
    if (bytes.length < tagBytes) throw damaged(blobId)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: tagBytes })
    decipher.setAAD(associated).setAuthTag(bytes.subarray(-tagBytes))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()])
    } catch (cause) {
      throw damaged(blobId, cause)
    }
  }
  const offset = lengthAt + 2 + start.readUInt16BE(lengthAt)
  return { description: open(start.subarray(lengthAt + 2, offset), 0, false).toString(), offset, open }
}

function keyOf(keys: BlobKeys, keyId: string, salt: Uint8Array): Uint8Array {
  const configured = keys.all[keyId]
  if (!configured) throw new Error(`the key ${keyId} is not configured`)
  return new Uint8Array(hkdfSync('sha256', configured, salt, 'hub blob', keyBytes))
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

const damaged = (blobId: string, cause?: unknown) =>
  new Error(`blob ${blobId} is damaged, or was encrypted with another key`, { cause })
