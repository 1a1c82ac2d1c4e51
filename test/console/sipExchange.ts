import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, WebSocketRoute } from 'playwright-core'

// Just so much of a telephone exchange as a browser's line needs: it registers, is rung, and talks.

const media = readFileSync(join(import.meta.dirname, 'mediaPeer.js'), 'utf8')

interface Message {
  /** `INVITE`, or the status of an answer. */
  what: string
  headers: ReadonlyMap<string, string>
  body: string
}

function parse(text: string): Message {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const [one = '', two = ''] = first.split(' ')
  return { what: one.startsWith('SIP/') ? two : one, headers, body }
}

const written = (first: string, headers: readonly (readonly [string, string])[], body = '') =>
  [
    first,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')

export interface SipExchange {
  /** Requests of the page, in sequence: `REGISTER`, `INVITE` and so on. */
  heard: string[]
  /** With what the next registrations are answered. */
  registers: { status: 200 | 403 }
  /** Rings the page as this number. */
  ring(number: string): Promise<void>
  /** The other party hangs up. */
  hangUp(): void
  /** The connection breaks; the page may come again. */
  breakConnection(): Promise<void>
}

/** Puts an exchange behind the `/sip` of a page that has not been opened yet. */
export async function openSipExchange(page: Page): Promise<SipExchange> {
  const heard: string[] = []
  const registers: SipExchange['registers'] = { status: 200 }
  let socket: WebSocketRoute | undefined
  let contact = ''
  let dialog: (readonly [string, string])[] = []
  let sequence = 1

  const answerOf = ({ headers }: Message, status: string, more: (readonly [string, string])[] = [], body = '') => {
    const to = headers.get('to') ?? ''
    return written(
      `SIP/2.0 ${status}`,
      [
        ['Via', headers.get('via') ?? ''],
        ['From', headers.get('from') ?? ''],
        ['To', to.includes('tag=') ? to : `${to};tag=exchange`],
        ['Call-ID', headers.get('call-id') ?? ''],
        ['CSeq', headers.get('cseq') ?? ''],
        ...more,
      ],
      body,
    )
  }
  const request = (method: string, body = '') =>
    socket?.send(
      written(
        `${method} ${contact} SIP/2.0`,
        [
          ['Via', `SIP/2.0/WS exchange.invalid;branch=z9hG4bK${method}${sequence}`],
          ['Max-Forwards', '70'],
          ...dialog,
          ['CSeq', `${sequence} ${method}`],
          ['Contact', '<sip:exchange@exchange.invalid;transport=ws>'],
        ],
        body,
      ),
    )

  async function hear(message: Message) {
    const { what, headers, body } = message
    if (/^\d/.test(what)) {
      const isAnswer = what === '200' && (headers.get('cseq') ?? '').endsWith('INVITE')
      if (!isAnswer) return
      dialog = dialog.map(([name, value]) => (name === 'To' ? ['To', headers.get('to') ?? value] : [name, value]))
      await page.evaluate(`mediaPeer.accept(${JSON.stringify(body)})`)
      request('ACK')
      return
    }
    heard.push(what)
    if (what === 'REGISTER') {
      contact = /<([^>]+)>/.exec(headers.get('contact') ?? '')?.[1] ?? contact
      const status = registers.status === 200 ? '200 OK' : '403 Forbidden'
      socket?.send(answerOf(message, status, [['Contact', `<${contact}>;expires=120`]]))
    } else if (what === 'INVITE') {
      const sdp = (await page.evaluate(`mediaPeer.answer(${JSON.stringify(body)})`)) as string
      const own: [string, string] = ['Contact', '<sip:exchange@exchange.invalid;transport=ws>']
      socket?.send(answerOf(message, '200 OK', [own], sdp))
    } else if (what !== 'ACK') socket?.send(answerOf(message, '200 OK'))
  }

  await page.routeWebSocket(/\/sip$/, (route) => {
    socket = route
    route.onMessage((text) => void hear(parse(String(text))))
  })

  return {
    heard,
    registers,
    async ring(number) {
      await page.evaluate(media)
      const offer = (await page.evaluate('mediaPeer.offer()')) as string
      sequence++
      dialog = [
        ['From', `<sip:${number}@exchange.invalid>;tag=caller${sequence}`],
        ['To', `<${contact}>`],
        ['Call-ID', `call-${sequence}`],
      ]
      request('INVITE', offer)
    },
    hangUp() {
      sequence++
      request('BYE')
    },
    breakConnection: async () => socket?.close({ code: 1012 }),
  }
}
