import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { beginOpening, mostPreamble } from '#core/kernel/blobCipher.ts'
import type { OnProgress } from '../hub.ts'
import { BackupError, damagedBackup } from './backup.errors.ts'
import { digestOf } from './copyFile.ts'
import { filesFolder, listFile, Manifest, manifestFile } from './manifest.ts'
import { readLine } from './storedFiles.ts'

export interface ReadBackup {
  manifest: Manifest
  /** As they lie below `files`. */
  paths: string[]
}

/** Proves every byte of a back-up against its manifest. @throws BackupError */
export async function readBackup(folder: string, onProgress: OnProgress): Promise<ReadBackup> {
  const manifest = readManifest(folder)
  const { database, files } = manifest
  await require(folder, database.file, database.sha256)
  onProgress(1, files.count + 1, 'proving')
  await require(folder, listFile, files.listSha256)
  const paths: string[] = []
  for await (const line of createInterface(createReadStream(join(folder, listFile)))) {
    const entry = readLine(line)
    if (!entry) throw damagedBackup(`${listFile} has a line that names no file`)
    await require(folder, join(filesFolder, entry.path), entry.sha256)
    paths.push(entry.path)
    onProgress(paths.length + 1, files.count + 1, 'proving')
  }
  if (paths.length !== files.count)
    throw damagedBackup(`it has ${paths.length} files, and its manifest says ${files.count}`)
  return { manifest, paths }
}

function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile)
  if (!existsSync(file))
    throw new BackupError(`${folder} is no back-up, or one that was not finished: no ${manifestFile}.`)
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw damagedBackup(`${manifestFile} cannot be read`)
  }
}

async function require(folder: string, name: string, sha256: string) {
  const found = existsSync(join(folder, name)) ? await digestOf(join(folder, name)) : null
  if (found?.sha256 !== sha256) throw damagedBackup(`${name} is ${found ? 'not what it was' : 'missing'}`)
}

/** Files that nobody can read would be found missing one by one. @throws BackupError */
export async function proveKey(folder: string, paths: readonly string[], dataKey: Buffer): Promise<void> {
  const [path] = paths
  if (path === undefined) return
  const handle = await open(join(folder, filesFolder, path), 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostPreamble), 0, mostPreamble, 0)
    const id = path.slice(path.indexOf('/') + 1)
    beginOpening({ current: 'data', all: { data: dataKey } }, id, buffer.subarray(0, bytesRead))
  } catch {
    throw new BackupError('The files of this back-up were encrypted with another key: set the DATA_KEY of that time.')
  } finally {
    await handle.close()
  }
}
