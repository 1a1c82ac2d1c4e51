/** How well an article answers a query: 3 is what one wants to read, 1 has something to do with it. */
export type Grade = 1 | 2 | 3
export type Grades = Readonly<Record<string, Grade>>

/**
 * Normalised discounted cumulative gain of an answer's first `depth` results: 1 when they stand in the best sequence
 * that there could be, 0 when none is relevant. Gain is 2^grade − 1, discount log₂(place + 1).
 * @throws RangeError when nothing is relevant, and so no answer better than another
 */
export function ndcg(results: readonly string[], grades: Grades, depth = 10): number {
  const best = Object.values(grades).toSorted((a, b) => b - a)
  const ideal = gainOf(best.slice(0, depth))
  if (ideal === 0) throw new RangeError('a query without any relevant result')
  return gainOf(results.slice(0, depth).map((result) => grades[result] ?? 0)) / ideal
}

const gainOf = (grades: readonly number[]) =>
  grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0)
