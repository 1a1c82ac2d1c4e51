/** What a server under load is told at its start. */
export interface ServerOrder {
  databaseUrl: string
  tokenSecret: string
  /** Of the payment channel, PEM. */
  channelPublicKey: string
}

/** `begin` answers the port; `rest` answers once nothing is left to do behind the answers that were given. */
export type ServerQuestion = 'begin' | 'rest'

/** The name that the payment channel has in the hub. */
export const channelName = 'sandbox'
export const promptUrl = (paymentId: string): string => `http://127.0.0.1/pay/${paymentId}`
