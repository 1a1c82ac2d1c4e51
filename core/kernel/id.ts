import { z } from 'zod'

/** A ULID: 26 characters, sorts by the time it was made. Clients choose them, too, so that asking twice is asking once. */
export const Id = z.ulid().meta({ description: 'ULID' })

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const latest = 2 ** 48 - 1

/**
 * A new id, made at `now` (epoch ms): 48 bits of time and 80 of chance. Those of one millisecond are in no sequence.
 * @throws RangeError when `now` is no instant that a ULID can say
 */
export function newId(now: number): string {
  if (!Number.isInteger(now) || now < 0 || now > latest) throw new RangeError(`not an instant of a ULID: ${now}`)
  // The cheapest chance there is, by far: the platform draws it for many at once. Bulks make ids by the hundred thousand.
  const uuid = crypto.randomUUID()
  // Of its 122 bits, those around the ones that tell its version.
  const chance = uuid.slice(0, 8) + uuid.slice(24)
  return (
    inBase32(now, 10) + inBase32(parseInt(chance.slice(0, 10), 16), 8) + inBase32(parseInt(chance.slice(10), 16), 8)
  )
}

function inBase32(value: number, digits: number): string {
  let text = ''
  for (let rest = value; text.length < digits; rest = Math.floor(rest / 32)) text = alphabet.charAt(rest % 32) + text
  return text
}
