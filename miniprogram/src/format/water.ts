/** `12.3 吨` of whole litres. */
export const tonnes = (litres: number): string => `${number(litres)} 吨`

/** `12.3`: the figure alone, where the unit stands beside it. */
export function number(litres: number): string {
  const [whole = '0', decimals = ''] = (Math.abs(litres) / 1000).toFixed(3).split('.')
  const kept = decimals.replace(/0+$/, '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${litres < 0 ? '-' : ''}${grouped}${kept === '' ? '' : `.${kept}`}`
}
