import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as base64url: a bearer secret that cannot be guessed. Only its hash is ever stored. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url')

/** SHA-256 in hex. Without salt or stretching, which a secret of 256 random bits does not need. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether it can be one of ours at all, before a database is asked. */
export const looksLikeToken = (token: string): boolean => /^[\w-]{43}$/.test(token)
