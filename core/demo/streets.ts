import type { Random } from './random.ts'

// A town that is on no map.

export interface Centre {
  /** Its own part of the unit's path. */
  code: string
  name: string
  district: string
  streets: readonly string[]
  /** Its middle, in millionths of a degree: what is reported lies around it. */
  longitudeE6: number
  latitudeE6: number
}

/** The service centres 营业所, each with the district that it looks after. */
export const centres: readonly Centre[] = [
  {
    code: 'east',
    name: '城东营业所',
    district: '安平区',
    streets: ['兴华路', '沐春街', '长汀路', '听泉巷', '望河街', '柳荫路', '晨光路', '石桥街'],
    longitudeE6: 117_965_000,
    latitudeE6: 40_965_000,
  },
  {
    code: 'west',
    name: '城西营业所',
    district: '永乐区',
    streets: ['丰年路', '云栖街', '青禾路', '晚渡街', '槐荫路', '书院街', '平湖路', '纺织路'],
    longitudeE6: 117_915_000,
    latitudeE6: 40_960_000,
  },
  {
    code: 'north',
    name: '城北营业所',
    district: '新泽区',
    streets: ['北渠路', '映雪街', '工农路', '澄江街', '白杨路', '水厂路', '百川街', '麦田路'],
    longitudeE6: 117_940_000,
    latitudeE6: 40_990_000,
  },
]

const unitsPerHouse = 3
const floorsPerUnit = 6
const flatsPerFloor = 2
const flatsPerUnit = floorsPerUnit * flatsPerFloor

/** The `index`-th flat of a street, on its odd side: `安平区兴华路1号2单元502`. */
export function flat(district: string, street: string, index: number): string {
  const inUnit = index % flatsPerUnit
  const unit = Math.floor(index / flatsPerUnit)
  const house = 1 + 2 * Math.floor(unit / unitsPerHouse)
  const floor = 1 + Math.floor(inUnit / flatsPerFloor)
  return `${district}${street}${house}号${1 + (unit % unitsPerHouse)}单元${floor}0${1 + (inUnit % flatsPerFloor)}`
}

/** The `index`-th shop or yard of a street, on its even side. */
export const shop = (district: string, street: string, index: number): string =>
  `${district}${street}${2 + 2 * index}号`

/** Some place in the district of a centre, within a kilometre or so, in millionths of a degree. */
export const pointNear = (
  { longitudeE6, latitudeE6 }: Centre,
  random: Random,
): { longitudeE6: number; latitudeE6: number } => ({
  longitudeE6: longitudeE6 + random.between(-12_000, 12_000),
  latitudeE6: latitudeE6 + random.between(-9_000, 9_000),
})
