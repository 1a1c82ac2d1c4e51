import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const generated = new Set(['node_modules', 'dist', 'dist.stamp'])

/**
 * A front end that is built when its sources have changed. `stamp` keeps a digest of what the built page was made of;
 * `sources` are files and folders below `base`.
 * @param {{ page: string; stamp: string; base: string; sources: readonly string[] }} where
 */
export function builtApp({ page, stamp, base, sources }) {
  const isFresh = () => existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources()

  function digestOfSources() {
    const hash = createHash('sha256')
    for (const path of sources.flatMap((source) => filesBelow(base, source))) {
      hash.update(`${path}\n`).update(readFileSync(join(base, path)))
    }
    return hash.digest('hex')
  }

  return {
    isFresh,
    /** Stamped with the sources as they were before: what changes meanwhile is built the next time. */
    async build(work) {
      const digest = digestOfSources()
      rmSync(stamp, { force: true })
      await work()
      mkdirSync(dirname(stamp), { recursive: true })
      writeFileSync(stamp, digest)
    },
  }
}

function filesBelow(base, path) {
  const whole = join(base, path)
  if (!existsSync(whole)) return []
  const entries = readdirIfFolder(whole)
  if (entries === null) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return entries
    .filter((name) => !generated.has(name))
    .toSorted()
    .flatMap((name) => filesBelow(base, `${path}/${name}`))
}

function readdirIfFolder(path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOTDIR') return null
    throw error
  }
}
