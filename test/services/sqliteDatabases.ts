import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { openDatabase, type Schema } from '#core/kernel/database.ts'
import { type DatabaseSource, fingerprint } from './databaseSource.ts'
import { fromSetup } from './fromSetup.ts'

/** A file for each database, copied from one that is migrated once in a run. */
export function sqliteDatabases(schema: Schema): DatabaseSource {
  const newFile = () => join(fromSetup('TEST_FOLDER'), `${randomUUID()}.db`)
  let template: Promise<string> | undefined
  const migratedFile = async () => {
    const file = newFile()
    await copyFile(await (template ??= templateOf(schema, newFile())), file)
    return file
  }
  return {
    open: async () => openDatabase(`sqlite:${await migratedFile()}`, schema),
    migratedUrl: async () => `sqlite:${await migratedFile()}`,
    emptyUrl: async () => `sqlite:${newFile()}`,
  }
}

async function templateOf(schema: Schema, made: string): Promise<string> {
  const template = join(fromSetup('TEST_FOLDER'), `template-${fingerprint(schema)}.db`)
  if (existsSync(template)) return template
  const database = await openDatabase(`sqlite:${made}`, schema)
  await database.close()
  gatherInOneFile(made)
  await rename(made, template)
  return template
}

/** The last connection to close was a reading one, which leaves the pages of the write-ahead log where they are. */
function gatherInOneFile(file: string) {
  const db = new BetterSqlite(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
