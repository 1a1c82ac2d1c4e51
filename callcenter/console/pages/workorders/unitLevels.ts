import type { Unit } from '../../session/useUnits.ts'

export interface UnitLevel {
  name: string
  options: { value: string; label: string }[]
  value: string | undefined
}

/** By how many codes a path has: the root, and what is below it. */
const levelNames = ['公司', '服务中心', '部门', '班组']

const depthOf = ({ path }: Unit) => path.split('/').length - 2
const parentIn = (units: readonly Unit[], unit: Unit) => units.find(({ id }) => id === unit.parentId)

/** From the topmost unit down to the one that is chosen, and what there is to choose below it. */
export function unitLevels(units: readonly Unit[], chosen: string | undefined): UnitLevel[] {
  const way: Unit[] = []
  for (let unit = units.find(({ id }) => id === chosen); unit; unit = parentIn(units, unit)) way.unshift(unit)
  const levels: UnitLevel[] = []
  for (let index = 0; index <= way.length; index++) {
    const above = way[index - 1]
    const there = units.filter((unit) => (above ? unit.parentId === above.id : !parentIn(units, unit)))
    const [first] = there
    if (!first) break
    levels.push({
      name: levelNames[Math.min(depthOf(first), levelNames.length) - 1] ?? '部门',
      options: there.map(({ id, name }) => ({ value: id, label: name })),
      value: way[index]?.id,
    })
  }
  return levels
}
