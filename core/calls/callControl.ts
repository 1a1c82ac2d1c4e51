/** What of live calls can be done from outside the callcenter. Its own process, or another, answers. */
export interface CallControl {
  /** Whether the telephone exchange can be used now. */
  isUp(): Promise<boolean>
  /**
   * Lets a softphone register as this seat by a new password, whose `MD5(user:realm:password)` this is; an earlier one
   * is refused from now on. @throws DomainError `calls.exchangeUnavailable`
   */
  openAccount(seat: string, md5Credential: string): Promise<void>
  /** Nobody can register as this seat any more. */
  closeAccount(seat: string): Promise<void>
  /** A seat has become another outside of a call: whoever waits may be served now, and whoever looks be told. */
  seatChanged(seat: string): Promise<void>
  /** Rings the agent's own softphone and then the number. The same id again is the same call. */
  dial(wish: DialWish): Promise<void>
  /** Ends a call for everybody. */
  hangUp(callId: string): Promise<void>
  /** Has another agent rung, who is claimed for it. @throws DomainError `seats.notFree`, `calls.notYours` */
  transfer(wish: { callId: string; leg: number; seat: string }): Promise<void>
  cancelTransfer(callId: string): Promise<void>
}

export interface DialWish {
  callId: string
  /** As `callableNumber` made it. */
  number: string
  seat: string
  staffId: string
  contact: string
  accountId: string | null
  about: { kind: 'call' | 'voicemail'; id: string } | null
}
