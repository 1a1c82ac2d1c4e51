import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#core/kernel/clock.ts'
import type { OnProgress } from '../hub.ts'
import { writePrivateFile } from '../privateFile.ts'
import { BackupError } from './backup.errors.ts'
import { copyFile, digestOf, syncToDisk } from './copyFile.ts'
import { databaseArchive } from './databaseArchive.ts'
import { filesFolder, listFile, type Manifest, manifestFile } from './manifest.ts'
import { lineOf, storedFiles } from './storedFiles.ts'

export interface BackUpDeps {
  clock: Clock
  /** What is backed up: the address of the database, and the folder of encrypted files. */
  databaseUrl: string
  filesDir: string
  /** The version of the hub. */
  version: string
  onProgress: OnProgress
}

/**
 * Copies database and files into a folder, while the hub goes on working. The files come first, then one moment of the
 * database, then the files that are new: what a row of that moment names was put before its row was written, so it is
 * there. Secrets are not in it: without the data key its files are noise.
 * @throws BackupError when the folder has something in it, or a part cannot be copied
 */
export async function backUp(deps: BackUpDeps, folder: string): Promise<Manifest> {
  const { clock, databaseUrl, filesDir, version, onProgress } = deps
  const database = databaseArchive(databaseUrl)
  const [server, migrations] = [await database.describe(), await database.migrations()]
  await makeEmpty(folder)
  const madeAt = clock()
  const copied = new Map<string, { bytes: number; sha256: string }>()

  async function copyNewFiles() {
    const found = await storedFiles(filesDir)
    const missing = found.filter((path) => !copied.has(path))
    for (const [index, path] of missing.entries()) {
      const done = await copyFile(join(filesDir, path), join(folder, filesFolder, path)).catch(ignoreDeleted)
      if (done) copied.set(path, done)
      onProgress(index + 1, missing.length, 'files')
    }
  }
  await copyNewFiles()
  const file = join(folder, database.file)
  const rows = await database.dump(file, (done, total) => onProgress(done, total, 'database'))
  onProgress(1, 1, 'database')
  await copyNewFiles()

  const list = [...copied].map(([path, { sha256 }]) => `${lineOf(sha256, path)}\n`).join('')
  await writeFile(join(folder, listFile), list, { mode: 0o600, flush: true })
  const manifest: Manifest = {
    format: 1,
    madeAt,
    hub: version,
    database: {
      kind: database.kind,
      server,
      file: database.file,
      sha256: (await digestOf(file)).sha256,
      migrations,
      rows,
    },
    files: {
      count: copied.size,
      bytes: [...copied.values()].reduce((sum, { bytes }) => sum + bytes, 0),
      listSha256: createHash('sha256').update(list).digest('hex'),
    },
  }
  writePrivateFile(join(folder, manifestFile), JSON.stringify(manifest, null, 2))
  await syncToDisk(folder)
  return manifest
}

async function makeEmpty(folder: string) {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new BackupError(`${folder} has something in it: each back-up gets a folder of its own.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** What was deleted after it was found is no loss: nobody will ask for it. */
function ignoreDeleted(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
