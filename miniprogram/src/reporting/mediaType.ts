/** The media type of a photo, by its first bytes. The hub looks for itself; the request has to say one. */
export function mediaTypeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png'
  if (bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[8] === 0x57) return 'image/webp'
  return 'image/jpeg'
}
