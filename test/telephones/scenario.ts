/** One step of what SIPp does and expects, as XML. */
export type Step = string

const via = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]'

interface Party {
  /** Who calls, by number; `[call_number]` in it makes each call another's. */
  number: string
}

/** Asks for a call of G.711 and expects this answer: 200 unless told. */
export const invite = ({ number }: Party, { expect = 200 }: { expect?: number } = {}): Step =>
  [
    message('invite', [
      'INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
      via,
      from(number),
      'To: <sip:[service]@[remote_ip]:[remote_port]>',
      'Call-ID: [call_id]',
      'CSeq: 1 INVITE',
      `Contact: <sip:${number}@[local_ip]:[local_port]>`,
      'Max-Forwards: 70',
      'Content-Type: application/sdp',
      'Content-Length: [len]',
      '',
      'v=0',
      'o=caller 1 1 IN IP[local_ip_type] [local_ip]',
      's=-',
      'c=IN IP[media_ip_type] [media_ip]',
      't=0 0',
      'm=audio [auto_media_port] RTP/AVP 0 101',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=ptime:20',
    ]),
    ...[100, 180, 183].map((code) => `<recv response="${code}" optional="true"/>`),
    `<recv response="${expect}" rtd="invite" rrs="true"/>`,
    expect === 200 ? message(null, ['ACK [next_url] SIP/2.0', ...dialogue(number, 1, 'ACK')]) : refusedAck(number),
  ].join('\n')

const refusedAck = (number: string) =>
  message(null, [
    'ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
    '[last_Via:]',
    from(number),
    '[last_To:]',
    'Call-ID: [call_id]',
    'CSeq: 1 ACK',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ])

/** Plays a capture to the other side, beside what follows. */
export const play = (file: string): Step => `<nop><action><exec play_pcap_audio="${file}"/></action></nop>`

export const pause = (ms: number): Step => `<pause milliseconds="${ms}"/>`

export const hangUp = ({ number }: Party): Step =>
  [message('bye', ['BYE [next_url] SIP/2.0', ...dialogue(number, 2, 'BYE')]), '<recv response="200"/>'].join('\n')

/** The other side ends the call. */
export const untilHungUp = (ms: number): Step =>
  [
    `<recv request="BYE" timeout="${ms}"/>`,
    message(null, [
      'SIP/2.0 200 OK',
      '[last_Via:]',
      '[last_From:]',
      '[last_To:]',
      '[last_Call-ID:]',
      '[last_CSeq:]',
      'Content-Length: 0',
    ]),
  ].join('\n')

/** Asks to be registered, answers the challenge with this password, and expects what comes then. */
export const register = (user: string, password: string, expect: number): Step =>
  [
    registration(user, 1, []),
    '<recv response="401" auth="true"/>',
    registration(user, 2, [`[authentication username=${user} password=${password}]`]),
    `<recv response="${expect}"/>`,
  ].join('\n')

const registration = (user: string, sequence: number, proof: readonly string[]) =>
  message(null, [
    'REGISTER sip:[remote_ip]:[remote_port] SIP/2.0',
    via,
    `From: <sip:${user}@[remote_ip]>;tag=[pid]r[call_number]`,
    `To: <sip:${user}@[remote_ip]>`,
    'Call-ID: [call_id]',
    `CSeq: ${sequence} REGISTER`,
    `Contact: <sip:${user}@[local_ip]:[local_port]>`,
    ...proof,
    'Max-Forwards: 70',
    'Expires: 60',
    'Content-Length: 0',
  ])

export const scenario = (steps: readonly Step[]): string =>
  ['<?xml version="1.0" encoding="UTF-8" ?>', '<scenario name="caller">', ...steps, '</scenario>', ''].join('\n')

const from = (number: string) => `From: <sip:${number}@[local_ip]:[local_port]>;tag=[pid]c[call_number]`

const dialogue = (number: string, sequence: number, method: string) => [
  via,
  from(number),
  '[last_To:]',
  'Call-ID: [call_id]',
  `CSeq: ${sequence} ${method}`,
  `Contact: <sip:${number}@[local_ip]:[local_port]>`,
  'Max-Forwards: 70',
  'Content-Length: 0',
]

/** `timed`: SIPp repeats it until it is answered, and measures until the answer of that name. */
const message = (timed: 'invite' | 'bye' | null, lines: readonly string[]) => {
  const repeated = timed === null ? '' : ' retrans="500"'
  const measured = timed === 'invite' ? ' start_rtd="invite"' : ''
  return `<send${repeated}${measured}><![CDATA[\n${lines.join('\n')}\n\n]]></send>`
}
