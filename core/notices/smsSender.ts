/** Brings text messages to telephones. Implemented by the gateway, called by commands and handlers of events. */
export interface SmsSender {
  /**
   * Resolves when the operator has taken the message over, not when it is read.
   * @throws DomainError `sms.unavailable` when the operator cannot be reached or refuses
   */
  send(message: Sms): Promise<void>
}

export interface Sms {
  /** A telephone number: digits, perhaps with a leading `+`. */
  to: string
  /** Chinese, at most 1000 characters. */
  text: string
  /** By which the other side knows a repetition; sending twice under one id is sending once. 1…64 of `A-Za-z0-9_:.-`. */
  id: string
}
