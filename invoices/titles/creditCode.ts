/** The signs of GB 32100-2015: digits, and letters without I, O, S, V, Z; each stands for its place. */
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const length = 18

/** The check sign of the first seventeen of a 统一社会信用代码, by GB 32100-2015; null when one of them is no sign. */
export function creditCodeCheck(first: string): string | null {
  let total = 0
  let weight = 1
  for (const sign of first) {
    const value = signs.indexOf(sign)
    if (value < 0) return null
    total += value * weight
    weight = (weight * 3) % signs.length
  }
  return signs.charAt((signs.length - (total % signs.length)) % signs.length)
}

/**
 * Whether a text is a 统一社会信用代码: registrar and kind of organisation, six digits of a place, nine signs of the
 * organisation, and the check sign of it all.
 */
export const isCreditCode = (text: string): boolean =>
  /^[1-9ANY][0-9A-Z]\d{6}[0-9A-Z]{10}$/.test(text) && creditCodeCheck(text.slice(0, length - 1)) === text.slice(-1)
