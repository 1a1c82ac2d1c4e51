// What somebody may see of an account before ownership is proven: enough to recognise one's own, too little to learn
// another's.

/** `张三丰` → `张**`; a company keeps its first two characters. */
export function maskName(name: string): string {
  const characters = [...name]
  const kept = characters.length > 4 ? 2 : 1
  return characters.slice(0, kept).join('') + '*'.repeat(Math.min(Math.max(characters.length - kept, 1), 6))
}

/** `13800000001` → `138****0001`. */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Keeps the beginning, up to the street, and hides every figure: `安平区兴华路12号3单元501` → `安平区兴华路**号*单元***`. */
export const maskPremises = (premises: string): string => premises.replace(/[0-9０-９]/g, '*')
