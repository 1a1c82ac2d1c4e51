import { describe, expect, it } from 'vitest'
import { placesOf } from '../places.ts'
import { ExchangeSettings } from '../settings.ts'
import { configurationOf } from './configuration.ts'
import { section } from './section.ts'

const places = placesOf('/data/asterisk', '/program')
const settings = ExchangeSettings.parse({
  numbers: ['966566', '02966566'],
  lines: 8,
  trunks: [
    { name: 'line', networks: ['10.0.0.0/24', '10.0.1.7'], gateway: '10.0.0.1:5060' },
    { name: 'line2', networks: ['192.168.7.0/24'] },
  ],
  sip: { address: '10.0.0.9', port: 5062 },
  media: { address: '203.0.113.9', firstPort: 11_000, lastPort: 11_499 },
  ariPort: 18_090,
})
const files = configurationOf(settings, places, 'a-secret')
const text = (name: string) => files[name] ?? ''

/** Sections of a file by name, in sequence; those of the same name apart. */
const sections = (name: string) =>
  text(name)
    .split(/^\[/m)
    .slice(1)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n')
      return { name: head.replace(']', ''), lines: lines.filter((line) => line !== '') }
    })

describe('who may call', () => {
  it('is told by address before name', () => {
    expect(text('pjsip.conf')).toContain('endpoint_identifier_order=ip,username')
  })

  it('is whoever comes from a network of a trunk, and nobody else', () => {
    const identify = sections('pjsip.conf').filter(({ lines }) => lines.includes('type=identify'))
    expect(identify.map(({ lines }) => lines.filter((line) => /^(endpoint|match)=/.test(line)))).toEqual([
      ['endpoint=line', 'match=10.0.0.0/24', 'match=10.0.1.7'],
      ['endpoint=line2', 'match=192.168.7.0/24'],
    ])
    expect(text('modules.conf')).not.toContain('identifier_anonymous')
  })

  it('gets into the context of callers only, and cannot transfer', () => {
    const endpoints = sections('pjsip.conf').filter(({ lines }) => lines.includes('type=endpoint'))
    expect(endpoints).toHaveLength(2)
    for (const { lines } of endpoints) {
      expect(lines).toContain('context=inbound')
      expect(lines).toContain('allow_transfer=no')
    }
  })
})

describe('the way out', () => {
  it('is the gateway of a trunk that has one', () => {
    const aors = sections('pjsip.conf').filter(({ lines }) => lines.includes('type=aor'))
    expect(aors).toEqual([{ name: 'line', lines: ['type=aor', 'contact=sip:10.0.0.1:5060'] }])
  })

  it('is in no context, and in no module', () => {
    expect(text('extensions.conf')).not.toMatch(/Dial|Originate|System|Transfer|SHELL|_[XZN.!]/)
    expect(sections('extensions.conf').find(({ name }) => name === 'seats')?.lines).toEqual([])
    expect(text('modules.conf')).not.toMatch(
      /app_(dial|originate|system|exec|externalivr|transfer|voicemail)|res_agi|pjsip_refer|func_(shell|env|curl)|manager/,
    )
    expect(text('modules.conf')).not.toMatch(/^load/m)
    expect(text('asterisk.conf')).toContain('live_dangerously=no')
  })
})

describe('a call', () => {
  it('goes to the hub by the number of the hotline, however the carrier writes it', () => {
    const [, inbound] = sections('extensions.conf')
    expect(inbound?.lines.filter((line) => line.startsWith('exten'))).toEqual([
      'exten => 966566,1,Set(GROUP()=hotline)',
      'exten => 02966566,1,Set(GROUP()=hotline)',
    ])
    expect(inbound?.lines).toContain(' same => n,GotoIf($[${GROUP_COUNT(hotline)} > 8]?full)')
    expect(inbound?.lines).toContain(' same => n,Stasis(hub,inbound,${CHANNEL(endpoint)})')
  })

  it('leaves a message where the hub will look for it', () => {
    expect(text('extensions.conf')).toContain('Record(/data/asterisk/spool/offline/${EPOCH}-${UNIQUEID}-${CALLER}.wav,')
    expect(text('extensions.conf')).toContain('FILTER(0-9,')
  })
})

it('ARI and the socket of the browsers are on loopback', () => {
  expect(text('http.conf')).toContain('bindaddr=127.0.0.1\nbindport=18090\n')
  expect(text('ari.conf')).toContain('password=a-secret\n')
  expect(text('manager.conf')).toContain('enabled=no')
})

it('the other side is told the address by which it reaches us', () => {
  expect(text('pjsip.conf')).toContain('bind=10.0.0.9:5062\nexternal_media_address=203.0.113.9\n')
  expect(text('rtp.conf')).toContain('rtpstart=11000\nrtpend=11499\n')
  expect(text('rtp.conf')).toContain('10.0.0.9 => 203.0.113.9,include_local_address')
})

it('a key whose packets come late is one press', () => {
  const samples = Number(/^dtmftimeout=(\d+)$/m.exec(text('rtp.conf'))?.[1])
  // What is outside of 0 to 20 000 Asterisk does not take.
  expect(samples).toBeGreaterThanOrEqual(8_000)
  expect(samples).toBeLessThanOrEqual(20_000)
})

it('passwords of seats are kept in memory', () => {
  expect(sections('sorcery.conf')).toEqual([
    {
      name: 'res_pjsip',
      lines: ['endpoint', 'auth', 'aor']
        .flatMap((type) => [`${type}=config,pjsip.conf,criteria=type=${type}`, `${type}=memory`])
        .concat('contact=memory'),
    },
  ])
})

it('no value becomes a line or a comment of its own', () => {
  for (const value of ['a\nb', 'a;b', 'a\rb']) {
    expect(() => section('line', [['contact', value]])).toThrow('contact: its value cannot be written')
  }
})
