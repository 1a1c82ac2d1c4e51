import { hash, verify } from '@node-rs/argon2'

/**
 * argon2id with 19 MiB, two passes and one lane: the first choice of the OWASP Password Storage Cheat Sheet for
 * servers. The hash carries its parameters, so that raising them leaves earlier hashes valid.
 */
const parameters = { algorithm: 2 /* argon2id */, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A hash of the same parameters that no password is known for: what an unknown login is verified against. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$yEpMttome78sq8WDq/7Atw$j8xbHOBMCG+sygPpi1U8wmg8EbbjB1K3dXUjYOB1QY0'

/** One text, however the keyboard composed it (NIST SP 800-63B, 5.1.1.2). */
const normal = (password: string) => password.normalize('NFKC')

/** Some 50 ms of a core in a thread of its own. Never inside a transaction. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), parameters)

/** As dear as hashing. @throws Error when the hash is none. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, normal(password))

export type VerifyPassword = typeof verifyPassword
