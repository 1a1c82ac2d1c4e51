import type { Place } from './types.ts'

// The figures of the Krasovsky ellipsoid, by which Chinese maps shift what satellites say.
const axis = 6_378_245
const eccentricity = 0.006_693_421_622_965_943

/** What satellites say (WGS-84) as Chinese maps have it (GCJ-02), to a metre or two; abroad nothing is shifted. */
export function toGcj02({ longitude, latitude }: Place): Place {
  if (longitude < 72 || longitude > 137.9 || latitude < 0.8 || latitude > 55.9) return { longitude, latitude }
  const [x, y] = [longitude - 105, latitude - 35]
  const radians = (latitude / 180) * Math.PI
  const magic = 1 - eccentricity * Math.sin(radians) ** 2
  const root = Math.sqrt(magic)
  const north = (northShift(x, y) * 180) / (((axis * (1 - eccentricity)) / (magic * root)) * Math.PI)
  const east = (eastShift(x, y) * 180) / ((axis / root) * Math.cos(radians) * Math.PI)
  return { longitude: longitude + east, latitude: latitude + north }
}

const wave = (value: number, first: number, second: number) =>
  ((first * Math.sin(value) + second * Math.sin(value / 3)) * 2) / 3

const northShift = (x: number, y: number) =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * Math.sqrt(Math.abs(x)) +
  ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
  wave(y * Math.PI, 20, 40) +
  ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3

const eastShift = (x: number, y: number) =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * Math.sqrt(Math.abs(x)) +
  ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
  wave(x * Math.PI, 20, 40) +
  ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
