import type { z } from 'zod'
import { StartError } from './startError.ts'

/**
 * The settings of a process, from its environment: parsed once, frozen. An empty setting counts as none. Settings that
 * begin with `prefix` and are nearly, but not quite, one that the schema knows are faults, too; others may belong to
 * another process.
 * @throws StartError with a sentence for each setting that is wrong. None of them shows a value: it may be a secret.
 */
export function parseConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
  prefix = 'HUB_',
): Readonly<z.output<Schema>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given, { reportInput: false })
  const wrong = new Map<string, string[]>()
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? 'Settings')
    const known = wrong.get(name) ?? []
    const absent = name in schema.shape && !(name in given) && issue.code !== 'custom'
    wrong.set(name, [...known, absent ? missing(schema, name) : issue.message])
  }
  const faults = [...wrong].map(([name, sentences]) => `${name}: ${[...new Set(sentences)].join('; ')}`)
  faults.push(...misspelt(Object.keys(schema.shape), Object.keys(given), prefix))
  if (!parsed.success || faults.length > 0) throw new StartError(...faults)
  return Object.freeze(parsed.data)
}

function missing(schema: z.ZodObject, name: string): string {
  const description = schema.shape[name]?.description
  return description ? `is missing (${description})` : 'is missing'
}

function misspelt(known: readonly string[], given: readonly string[], prefix: string): string[] {
  return given
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .flatMap((name) => {
      const [meant] = known
        .filter((candidate) => distance(name, candidate) <= 2)
        .toSorted((a, b) => distance(name, a) - distance(name, b))
      return meant ? [`${name}: is not a setting; ${meant} is`] : []
    })
}

/** Letters to insert, delete or replace to make one text of another (Levenshtein). */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}
