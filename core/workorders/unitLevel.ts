/** Service centres, the departments of one, and the crews of one of those, by how many codes their path has. */
export const unitLevels = { centre: 2, department: 3, crew: 4 } as const

/** The path of the unit at this level that a path leads through; the path itself where it ends above that level. */
export function pathAtLevel(path: string, level: number): string {
  const codes = path.split('/').slice(1, -1)
  return `/${codes.slice(0, level).join('/')}/`
}

/** SQL: `column` holds the id of a unit that is the one the parameter names, or lies below it. */
export const atOrBelow = (column: string): string =>
  `${column} in (select d.id from org_unit d join org_unit t on substr(d.path, 1, length(t.path)) = t.path where t.id = ?)`
