import { createHash } from 'node:crypto'
import { WebSocket } from 'ws'
import type { SoftphoneAccount } from '#core/contract/seats.ts'
import { newId } from '#core/kernel/id.ts'
import type { HubHouse } from './hubHouse.ts'

/** An agent's page as far as signalling goes, and with everything that no page of ours would say. */
export interface BareSoftphone {
  /** Asks, answers the challenge with this password, and resolves to the final status. */
  ask(method: 'REGISTER' | 'INVITE', to: string, account: SoftphoneAccount, password?: string): Promise<number>
  /** Resolves to when it is rung the next time (`performance.now()`), and declines. */
  untilRung(): Promise<number>
  close(): void
}

type Headers = Readonly<Record<string, string>>
const patienceMs = 10_000

/** Knocks at the hub's door for softphones; resolves to the refusal's status where it is not let in. */
export function openBareSoftphone(hub: HubHouse, headers: Headers): Promise<BareSoftphone | number> {
  const address = `${hub.outside.replace('http', 'ws')}/sip`
  const socket = new WebSocket(address, 'sip', { headers: { Origin: hub.outside, ...headers } })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(softphone(socket)))
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
    socket.on('error', reject)
  })
}

function softphone(socket: WebSocket): BareSoftphone {
  let onRing: ((at: number) => void) | undefined
  socket.on('message', (data: Buffer) => {
    const at = performance.now()
    const request = data.toString()
    if (request.startsWith('OPTIONS ')) socket.send(answerTo(request, '200 OK'))
    if (!request.startsWith('INVITE ')) return
    socket.send(answerTo(request, '486 Busy Here'))
    onRing?.(at)
  })

  const answered = (method: string, sequence: number) =>
    new Promise<string>((resolve, reject) => {
      const hear = (data: Buffer) => {
        const text = data.toString()
        if (!/^SIP\/2\.0 [2-6]/.test(text) || !text.includes(`CSeq: ${sequence} ${method}`)) return
        clearTimeout(timer)
        socket.off('message', hear)
        resolve(text)
      }
      const timer = setTimeout(() => {
        socket.off('message', hear)
        reject(new Error(`no answer to ${method}`))
      }, patienceMs)
      socket.on('message', hear)
    })

  return {
    async ask(method, to, account, password = account.password) {
      const [callId, tag] = [newId(Date.now()), newId(Date.now())]
      const send = (sequence: number, proof: readonly string[]) => {
        const body = method === 'INVITE' ? 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n' : ''
        const lines = [
          `${method} ${to} SIP/2.0`,
          `Via: SIP/2.0/WS invalid.invalid;branch=z9hG4bK${callId}${sequence}`,
          `From: <${account.uri}>;tag=${tag}`,
          `To: <${method === 'REGISTER' ? account.uri : to}>`,
          `Call-ID: ${callId}`,
          `CSeq: ${sequence} ${method}`,
          `Contact: <sip:${account.user}@invalid.invalid;transport=ws>`,
          'Max-Forwards: 70',
          ...proof,
          ...(body === '' ? [] : ['Content-Type: application/sdp']),
          `Content-Length: ${body.length}`,
        ]
        const answer = answered(method, sequence)
        socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`)
        return answer
      }
      const challenge = await send(1, [])
      const told = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? ''
      const [realm, nonce, opaque] = [told('realm'), told('nonce'), told('opaque')]
      const [ha1, ha2] = [md5(`${account.user}:${realm}:${password}`), md5(`${method}:${to}`)]
      const response = md5(`${ha1}:${nonce}:00000001:abcdef:auth:${ha2}`)
      const fields = { username: account.user, realm, nonce, uri: to, response, cnonce: 'abcdef', opaque }
      const said = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
      const final = await send(2, [`Authorization: Digest ${said.join(', ')}, algorithm=MD5, qop=auth, nc=00000001`])
      return Number(final.split(' ')[1])
    },
    untilRung: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('it does not ring')), patienceMs)
        onRing = (at) => {
          clearTimeout(timer)
          resolve(at)
        }
      }),
    close: () => socket.terminate(),
  }
}

function answerTo(request: string, status: string): string {
  const kept = request.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq):/i.test(line))
  const to = request.split('\r\n').find((line) => /^To:/i.test(line)) ?? ''
  return [`SIP/2.0 ${status}`, ...kept, `${to};tag=${newId(Date.now())}`, 'Content-Length: 0', '', ''].join('\r\n')
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
