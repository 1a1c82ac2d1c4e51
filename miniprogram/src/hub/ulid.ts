const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * An id that the client chooses, so that asking twice is asking once: 48 bits of time and 80 of chance in Crockford's
 * base 32. `now` is epoch ms, `chance` gives a number from 0 up to, but not, 1.
 */
export function ulid(now: number, chance: () => number): string {
  let time = ''
  for (let rest = now, digit = 0; digit < 10; digit++, rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time
  }
  let random = ''
  for (let digit = 0; digit < 16; digit++) random += alphabet.charAt(Math.floor(chance() * 32))
  return time + random
}
