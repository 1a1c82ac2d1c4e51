import { checkLink, signLink } from '#core/kernel/signedLink.ts'

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

const subjectOf = (uploadId: string, viewer: string) => `file:${uploadId}:${viewer}`

/** The path, below the hub, that shows an upload to this viewer for five minutes at most. `secret`: at least 32 bytes. */
export function fileLink(secret: Uint8Array, uploadId: string, { kind, id }: Viewer, now: number): string {
  const viewer = `${kind}:${id}`
  // Rounded down to half a minute: asked for again in the meantime it is the same, and an open page need not flicker.
  const until = Math.floor((now + linkLifeMs) / 30_000) * 30_000
  const { expiresAt, signature } = signLink(secret, subjectOf(uploadId, viewer), until)
  return `/api/files/${uploadId}?viewer=${viewer}&expires=${expiresAt}&signature=${signature}`
}

/** Whom the link was given to; null when it was altered or has expired. */
export function viewerOf(secret: Uint8Array, link: FileLink, now: number): Viewer | null {
  const proof = { expiresAt: Number(link.expires), signature: link.signature }
  // Only as it was written: another way to write the number would be another link.
  if (String(proof.expiresAt) !== link.expires) return null
  if (checkLink(secret, subjectOf(link.uploadId, link.viewer), proof, now) !== 'valid') return null
  const [kind, id = ''] = link.viewer.split(':')
  return kind === 'resident' || kind === 'staff' ? { kind, id } : null
}
