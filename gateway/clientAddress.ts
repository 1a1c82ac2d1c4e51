import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { StartError } from '#core/kernel/startError.ts'

/** Networks in CIDR form, such as those of the proxies whose `X-Forwarded-For` is believed. */
export interface Networks {
  readonly isEmpty: boolean
  has(address: string): boolean
}

/**
 * From a list with commas: `10.0.0.0/8, ::1`. `setting` names it to whoever has to mend it.
 * @throws StartError naming every entry that is no address or network.
 */
export function networks(text: string, setting = 'TRUSTED_PROXIES'): Networks {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '')
  const list = new BlockList()
  const wrong = entries.filter((entry) => !addTo(list, entry))
  if (wrong.length > 0)
    throw new StartError(...wrong.map((entry) => `${setting}: "${entry}" is not an address or network like 10.0.0.0/8`))
  return {
    isEmpty: entries.length === 0,
    has: (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  }
}

function addTo(list: BlockList, entry: string): boolean {
  const [address = '', bits, more] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined) return false
  const most = version === 4 ? 32 : 128
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return false
  list.addSubnet(address, bits === undefined ? most : Number(bits), version === 4 ? 'ipv4' : 'ipv6')
  return true
}

export const loopback: Networks = networks('127.0.0.0/8 ::1/128', 'loopback')

/** An IPv4 address that came over an IPv6 socket is still that IPv4 address. */
const plain = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address)

/** The other end of the socket: a proxy, or the client itself. */
export const peerAddress = (req: IncomingMessage): string => plain(req.socket.remoteAddress ?? '')

export const isTrustedPeer = (req: IncomingMessage, trusted: Networks): boolean =>
  !trusted.isEmpty && trusted.has(peerAddress(req))

/**
 * The client's own address. Every proxy appends the address that it saw, so the list is read from the right, as long
 * as proxies that are trusted wrote it; what stands further left, anybody can have invented.
 */
export function clientAddress(req: IncomingMessage, trusted: Networks): string {
  let address = peerAddress(req)
  const forwarded = req.headers['x-forwarded-for']
  if (forwarded === undefined || trusted.isEmpty) return address
  const hops = String(forwarded).split(',')
  while (trusted.has(address)) {
    const hop = hops.pop()?.trim()
    if (hop === undefined || isIP(plain(hop)) === 0) return address
    address = plain(hop)
  }
  return address
}

/** Whom a limit counts: an IPv4 address, or the /64 of an IPv6 one, within which a client can change its address at will. */
export function limitedNetwork(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  if (tail !== undefined) {
    const rest = tail.split(':').filter((group) => group !== '')
    while (groups.length + rest.length < 8) groups.push('0')
    groups.push(...rest)
  }
  return `${groups.slice(0, 4).join(':')}::/64`
}
