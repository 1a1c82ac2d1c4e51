import { createPrivateKey } from 'node:crypto'
import { importAccessKey } from '#core/residents/accessToken.ts'
import { answerParent, orderOf } from './child.ts'
import { type Connection, openConnection } from './connection.ts'
import { type Errand, type ErrandKind, prepareErrands } from './errands.ts'

// The process that puts load on a server: a number of clients, each running one errand after the other.

export interface LoadOrder {
  accounts: number
  tokenSecret: string
  /** PEM. */
  channelKey: string
}

export interface Round {
  port: number
  kind: ErrandKind
  clients: number
  seconds: number
  /** So many errands are prepared; the round ends early when they are used up. */
  most: number
}

export interface RoundResult {
  errands: number
  /** From the first request to the last answer. */
  seconds: number
}

const order = orderOf<LoadOrder>()
const secrets = {
  accessKey: await importAccessKey(order.tokenSecret),
  channelKey: createPrivateKey(order.channelKey),
}

answerParent<Round, RoundResult>(async ({ port, kind, clients, seconds, most }) => {
  const errands = await prepareErrands(kind, most, order.accounts, secrets)
  const connections = await Promise.all(Array.from({ length: clients }, () => openConnection(port)))
  const total = errands.length
  const begun = performance.now()
  const deadline = begun + seconds * 1_000
  await Promise.all(connections.map((connection) => work(connection, errands, deadline)))
  const took = performance.now() - begun
  for (const connection of connections) connection.close()
  return { errands: total - errands.length, seconds: took / 1_000 }
})

async function work(connection: Connection, errands: Errand[], deadline: number) {
  while (performance.now() < deadline) {
    const errand = errands.pop()
    if (!errand) return
    for (const { request, status } of errand) {
      const answer = await connection.send(request)
      if (answer.status !== status) throw new Error(`answered ${answer.status} instead of ${status}: ${answer.body}`)
    }
  }
}
