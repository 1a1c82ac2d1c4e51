import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const bundle = /^[0-9a-f]{2}$/
const blob = /^[0-9a-f]{32}$/

/**
 * The files that a disk's blob store keeps, `ab/ab01…`, as they lie there: whole, encrypted, and never changed. What is
 * still being written is none of them.
 */
export async function storedFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const bundles = (await readdir(folder)).filter((name) => bundle.test(name)).toSorted()
  const found: string[] = []
  for (const name of bundles) {
    const ids = (await readdir(join(folder, name))).filter((id) => blob.test(id)).toSorted()
    for (const id of ids) found.push(`${name}/${id}`)
  }
  return found
}

/** A line of `files.sha256`. */
export const lineOf = (sha256: string, path: string): string => `${sha256}  files/${path}`

/** @returns null for what is no such line */
export function readLine(line: string): { sha256: string; path: string } | null {
  const [, sha256, path] = /^([0-9a-f]{64}) {2}files\/([0-9a-f]{2}\/[0-9a-f]{32})$/.exec(line) ?? []
  return sha256 === undefined || path === undefined ? null : { sha256, path }
}
