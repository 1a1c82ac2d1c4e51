/** The bytes of photos, kept on the phone until the hub has them. */
export interface PhotoStore {
  /** @throws HubError `phone.full` */
  keep(ref: string, bytes: Uint8Array): Promise<void>
  /** Null where there are none. */
  bytes(ref: string): Promise<Uint8Array | null>
  /** To show it by; null where there is none. */
  address(ref: string): Promise<string | null>
  drop(refs: readonly string[]): Promise<void>
}
