import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '#core/kernel/database.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import type { OnProgress } from '../hub.ts'
import { hubSchema } from '../schema.ts'
import { BackupError, damagedBackup } from './backup.errors.ts'
import { copyFile } from './copyFile.ts'
import { type DatabaseArchive, databaseArchive, type RowCounts } from './databaseArchive.ts'
import { filesFolder, type Manifest } from './manifest.ts'
import { proveKey, readBackup } from './readBackup.ts'

export interface RestoreDeps {
  /** Where it goes. */
  databaseUrl: string
  filesDir: string
  /** 32 bytes; null proves nothing about the files' key. */
  dataKey: Buffer | null
  onProgress: OnProgress
}

/**
 * Puts a back-up back where there is nothing yet: proves it whole, fills database and files, counts the rows, brings the
 * schema up to what this hub knows, and reconciles the books.
 * @throws BackupError before anything is written when the target is not empty, or the back-up is damaged, of another kind
 * of database or of a newer hub
 */
export async function restore(deps: RestoreDeps, folder: string): Promise<Manifest> {
  const { databaseUrl, filesDir, dataKey, onProgress } = deps
  const database = databaseArchive(databaseUrl)
  await requireEmpty(database, filesDir)
  const { manifest, paths } = await readBackup(folder, onProgress)
  requireFit(database, manifest)
  if (dataKey) await proveKey(folder, paths, dataKey)

  await database.load(join(folder, database.file), (done, total) => onProgress(done, total, 'database'))
  onProgress(1, 1, 'database')
  requireRows(manifest.database.rows, await database.count(Object.keys(manifest.database.rows)))
  for (const [index, path] of paths.entries()) {
    await copyFile(join(folder, filesFolder, path), join(filesDir, path))
    onProgress(index + 1, paths.length, 'files')
  }
  await requireBalance(databaseUrl)
  return manifest
}

async function requireEmpty(database: DatabaseArchive, filesDir: string) {
  const kept = existsSync(filesDir) ? await readdir(filesDir, { recursive: true, withFileTypes: true }) : []
  if (kept.some((entry) => entry.isFile()))
    throw new BackupError(`${filesDir} has files in it: a back-up is put back where there is nothing.`)
  if (!(await database.isEmpty()))
    throw new BackupError('The database is not empty: a back-up is put back into one that was just made.')
}

function requireFit(database: DatabaseArchive, { database: { kind, migrations }, hub }: Manifest) {
  if (kind !== database.kind) {
    const names = { sqlite: 'SQLite', mysql: 'MySQL or MariaDB' }
    throw new BackupError(`The back-up is one of ${names[kind]}, and DATABASE_URL names ${names[database.kind]}.`)
  }
  const known = new Set(hubSchema.migrations.map((Migration) => new Migration().name ?? Migration.name))
  const [newer] = migrations.filter((name) => !known.has(name))
  if (newer !== undefined)
    throw new BackupError(`The back-up was made by a newer hub (${hub}, ${newer}): put it back with that one.`)
}

function requireRows(wanted: RowCounts, found: RowCounts) {
  const [differing] = Object.keys(wanted).filter((table) => wanted[table] !== found[table])
  if (differing !== undefined)
    throw damagedBackup(`${differing} has ${found[differing]} rows instead of ${wanted[differing]}`)
}

async function requireBalance(databaseUrl: string) {
  const database = await openDatabase(databaseUrl, hubSchema)
  try {
    const { balanced, drifts } = await reconcileLedger({ database })
    if (!balanced)
      throw new BackupError(`The books do not agree: ${JSON.stringify(drifts.slice(0, 5))}. Use another back-up.`)
  } finally {
    await database.close()
  }
}
