/** A collection partner: a bank or shop that takes money for water. */
export interface Partner {
  id: string
  /** What it calls itself in requests: upper case, `DEMOBANK`. */
  code: string
  name: string
  /** RSA of at least 2048 bits, SPKI. */
  publicKeyPem: string
  /** SHA-256 of the key: no two partners have one key, so that a signature names its maker. */
  keyFingerprint: string
  /** Addresses and networks in CIDR notation; empty: from anywhere. */
  allowedAddresses: readonly string[]
  /** Requests a minute that the gateway lets through. */
  ratePerMinute: number
  /** Minutes of the day in Asia/Shanghai, `to` excluded, over midnight when `from` is the later; both null: all day. */
  serviceFrom: number | null
  serviceTo: number | null
  disabledAt: number | null
  createdAt: number
}

/** A request that was taken: the same again is a replay. */
export interface PartnerNonce {
  partnerId: string
  nonce: string
  at: number
}

/** A partner whose signature was proven. */
export interface PartnerPrincipal {
  partnerId: string
  code: string
  name: string
  ratePerMinute: number
}

/** 05:00 to 23:00, what is customary with banks, whose books are closed at night. */
export const customaryHours = { serviceFrom: 5 * 60, serviceTo: 23 * 60 }
