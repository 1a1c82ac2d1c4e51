import { createHmac, timingSafeEqual } from 'node:crypto'

/** Who a link was given to. */
export interface Viewer {
  kind: 'resident' | 'staff'
  id: string
}

export const linkLifeMs = 5 * 60_000

/** What a link says, as it comes back. */
export interface FileLink {
  uploadId: string
  /** `resident:…`, `staff:…` */
  viewer: string
  /** Epoch ms, as text. */
  expires: string
  signature: string
}

/** The path, below the hub, that shows an upload to this viewer for five minutes at most. `secret`: at least 32 bytes. */
export function fileLink(secret: Uint8Array, uploadId: string, { kind, id }: Viewer, now: number): string {
  // Rounded down to half a minute: asked for again in the meantime it is the same, and an open page need not flicker.
  const expires = String(Math.floor((now + linkLifeMs) / 30_000) * 30_000)
  const viewer = `${kind}:${id}`
  const signature = sign(secret, { uploadId, viewer, expires }).toString('base64url')
  return `/api/files/${uploadId}?viewer=${viewer}&expires=${expires}&signature=${signature}`
}

/** Whom the link was given to; null when it was altered or has expired. */
export function viewerOf(secret: Uint8Array, link: FileLink, now: number): Viewer | null {
  const given = Buffer.from(link.signature, 'base64url')
  const right = sign(secret, link)
  if (given.length !== right.length || !timingSafeEqual(given, right) || Number(link.expires) <= now) return null
  const [kind, id = ''] = link.viewer.split(':')
  return kind === 'resident' || kind === 'staff' ? { kind, id } : null
}

const sign = (secret: Uint8Array, { uploadId, viewer, expires }: Omit<FileLink, 'signature'>) =>
  createHmac('sha256', secret).update(`file\n${uploadId}\n${viewer}\n${expires}`).digest()
