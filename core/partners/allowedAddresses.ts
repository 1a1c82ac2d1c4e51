import { BlockList, isIP } from 'node:net'
import { addressInvalid } from './partners.errors.ts'

/** Checks what a list of allowed addresses says. @throws DomainError `partner.addressInvalid` */
export function requireAddresses(allowed: readonly string[]): void {
  for (const entry of allowed) add(new BlockList(), entry)
}

/**
 * Whether an address is on the list; an empty list allows any. An IPv4 address that a dual-stack socket wrote as
 * `::ffff:10.0.0.1` is the IPv4 address.
 */
export function isAllowed(allowed: readonly string[], address: string): boolean {
  if (allowed.length === 0) return true
  const family = isIP(address)
  if (family === 0) return false
  const list = new BlockList()
  for (const entry of allowed) add(list, entry)
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function add(list: BlockList, entry: string) {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  const widest = family === 4 ? 32 : 128
  const prefix = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (family === 0 || rest.length > 0 || !(prefix >= 0 && prefix <= widest)) throw addressInvalid(entry)
  list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
}
