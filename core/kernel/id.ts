import { z } from 'zod'

/** A ULID: 26 characters, sorts by the time it was made. Clients choose them, too, so that asking twice is asking once. */
export const Id = z.ulid().meta({ description: 'ULID' })

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeDigits = 10
const latest = 2 ** 48 - 1

/**
 * A new id, made at `now` (epoch ms): 48 bits of time and 80 of chance, drawn at once, for a bulk needs a hundred
 * thousand of them. Those of one millisecond are in no sequence.
 * @throws RangeError when `now` is no instant that a ULID can say
 */
export function newId(now: number): string {
  if (!Number.isInteger(now) || now < 0 || now > latest) throw new RangeError(`not an instant of a ULID: ${now}`)
  let time = ''
  for (let rest = now; time.length < timeDigits; rest = Math.floor(rest / 32)) time = alphabet.charAt(rest % 32) + time
  let chance = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) chance += alphabet.charAt(byte & 31)
  return time + chance
}
