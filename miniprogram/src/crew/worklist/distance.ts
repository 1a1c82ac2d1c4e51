import type { Place } from '../../platform/types.ts'

const earthRadius = 6_371_000

/** Metres between two places as the crow flies. */
export function distanceOf(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees / 180) * Math.PI
  const north = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const east = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const cosines = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude))
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(north + cosines * east)))
}

/** `约 850 米`, `约 3.2 公里`, `约 42 公里` of metres. */
export function distanceWords(metres: number): string {
  if (metres < 995) return `约 ${Math.max(10, Math.round(metres / 10) * 10)} 米`
  const kilometres = metres / 1_000
  return `约 ${kilometres < 9.95 ? kilometres.toFixed(1) : Math.round(kilometres)} 公里`
}
