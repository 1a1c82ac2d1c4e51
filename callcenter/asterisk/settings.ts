import { BlockList, isIPv4 } from 'node:net'
import { z } from 'zod'

const Address = z.string().refine(isIPv4, 'is not an IPv4 address')
const Port = z.int().min(1).max(65_535)

const Network = z
  .string()
  .refine(isNetwork, 'is not a network like 10.0.0.0/8')
  // The browsers' telephones come from there, through the hub, and would be taken for the trunk.
  .refine((network) => !isNetwork(network) || !listOf(network).check('127.0.0.1'), 'must not hold 127.0.0.1')

const Trunk = z.object({
  /** The endpoint's name: calls out are originated to `PJSIP/<number>@<name>`. */
  name: z.string().regex(/^line[a-z0-9]{0,12}$/, 'does not begin with line'),
  /** From where calls may come; from nowhere else. */
  networks: z.array(Network).min(1, 'names no network'),
  /** Where calls go out: `host:port`. Null: none do. */
  gateway: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*:\d{1,5}$/, 'is not host:port')
    .nullable()
    .default(null),
})

/** What Asterisk's configuration is made of. */
export const ExchangeSettings = z
  .object({
    /** What the carrier may put into the request's address when somebody dials the hotline; the first is its number. */
    numbers: z
      .array(z.string().regex(/^\+?\d{3,16}$/, 'is not a telephone number'))
      .min(1)
      .default(['966566']),
    /** Most callers at once; who comes on top of them hears the busy tone. */
    lines: z.int().min(1).max(1_000).default(8),
    seats: z.int().min(1).max(200).default(8),
    trunks: z.array(Trunk).default([]),
    /** Where the trunk reaches Asterisk, by UDP. Browsers come through the hub instead. */
    sip: z.object({ address: Address, port: Port }).default({ address: '127.0.0.1', port: 5060 }),
    /** `address`: as others reach it, when that is not the machine's own. */
    media: z
      .object({ address: Address.nullable(), firstPort: Port, lastPort: Port })
      .default({ address: null, firstPort: 10_000, lastPort: 10_999 }),
    /** Of Asterisk's HTTP on 127.0.0.1. */
    ariPort: Port.default(18_088),
    /** Whom Asterisk runs as when the hub is run by root. */
    user: z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/)
      .refine((user) => user !== 'root', 'must not be root')
      .default('daemon'),
  })
  .superRefine((settings, context) => {
    const { firstPort, lastPort } = settings.media
    // A leg takes two ports; a transfer has two agents' legs at one call.
    const needed = 2 * (settings.lines + 2 * settings.seats)
    if (lastPort - firstPort + 1 < needed)
      context.addIssue({ code: 'custom', path: ['media'], message: `has fewer than ${needed} ports` })
    const names = settings.trunks.map(({ name }) => name)
    if (new Set(names).size < names.length)
      context.addIssue({ code: 'custom', path: ['trunks'], message: 'have the same name' })
  })

export type ExchangeSettings = Readonly<z.output<typeof ExchangeSettings>>

function isNetwork(text: string): boolean {
  const [address = '', bits = '32', ...rest] = text.split('/')
  return rest.length === 0 && isIPv4(address) && /^\d{1,2}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= 32
}

function listOf(network: string): BlockList {
  const [address = '', bits = '32'] = network.split('/')
  const list = new BlockList()
  list.addSubnet(address, Number(bits))
  return list
}
