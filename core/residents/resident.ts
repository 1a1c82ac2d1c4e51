/** Where a resident logs in from. `development` exists in the demonstration only; the gateway sees to that. */
export type Platform = 'wechat' | 'alipay' | 'h5' | 'development'

/** Somebody who logged in. What they may see is a matter of bindings. */
export interface Resident {
  id: string
  platform: Platform
  /** The platform's own number of the person (openid), unique within it. */
  platformId: string
  phone: string | null
  createdAt: number
  /** Then the row names nobody any more, and is kept for what refers to it. */
  deletedAt: number | null
}

/**
 * A ticket to the next access token, good once. All that grow from one log-in are a family; its id is that of the
 * first, whose row is what transactions lock to have the family to themselves.
 */
export interface RefreshToken {
  id: string
  familyId: string
  residentId: string
  /** The token it was given for; null for the first. Of those given for the same, one can be used. */
  parentId: string | null
  tokenHash: string
  createdAt: number
  expiresAt: number
  usedAt: number | null
  revokedAt: number | null
}
