/** `¥1,234.50` of whole fen. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}¥${whole}.${digits.slice(-2)}`
}

/** `1.42` of 1/10,000 yuan, with more decimals only where there are any. */
export function unitPriceText(price: number): string {
  const decimals = String(price % 10_000).padStart(4, '0')
  return `${Math.floor(price / 10_000)}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, '')}`
}

/** Fen of what a person types as yuan; null for what is no amount of at most two decimals. */
export function fenOf(text: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,7})(?:\.(\d{0,2}))?$/.exec(text.trim()) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
