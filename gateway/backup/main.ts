import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { systemClock } from '#core/kernel/clock.ts'
import { exitCodeOfStartError, StartError } from '#core/kernel/startError.ts'
import { type HubConfig, hubConfigFromEnvironment } from '../config.ts'
import { loadSecrets } from '../secrets.ts'
import { progressLine } from '../terminal.ts'
import { BackupError } from './backup.errors.ts'
import { backUp } from './backUp.ts'
import type { Manifest } from './manifest.ts'
import { restore } from './restore.ts'

// `npm run backup -- FOLDER` and `npm run restore -- FOLDER`, with the settings of the hub.

const onProgress = progressLine(process.stderr)
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))

const commands = {
  async backup(config: HubConfig, folder: string) {
    const manifest = await backUp({ ...whereOf(config), clock: systemClock, version, onProgress }, folder)
    return `${summary(manifest)} are in ${folder}.\n${without}\n`
  },
  async restore(config: HubConfig, folder: string) {
    const manifest = await restore({ ...whereOf(config), dataKey: await dataKeyOf(config), onProgress }, folder)
    return `${summary(manifest)} are back; the books balance.\n`
  },
}

const without =
  'Not in it: the secrets (TOKEN_SECRET, DATA_KEY, PARTNER_KEY_FILE; secrets.json of a demonstration). Keep DATA_KEY ' +
  'apart: without it nobody can read the files.'

const whereOf = ({ DATABASE_URL, DATA_DIR }: HubConfig) => ({
  databaseUrl: DATABASE_URL ?? `sqlite:${join(DATA_DIR, 'hub.db')}`,
  filesDir: join(DATA_DIR, 'files'),
})

/** A demonstration makes its key when it starts: there is none to prove before. */
const dataKeyOf = async (config: HubConfig) =>
  config.HUB_MODE === 'production' || existsSync(join(config.DATA_DIR, 'secrets.json'))
    ? (await loadSecrets(config)).dataKey
    : null

const summary = ({ database, files }: Manifest) =>
  `${Object.values(database.rows).reduce((sum, rows) => sum + rows, 0)} rows and ${files.count} files`

try {
  const [name, folder, ...rest] = process.argv.slice(2)
  const command = name === 'backup' || name === 'restore' ? commands[name] : null
  if (!command || folder === undefined || rest.length > 0)
    throw new BackupError(`npm run ${name ?? 'backup'} -- FOLDER`)
  process.stdout.write(await command(hubConfigFromEnvironment(), resolve(folder)))
} catch (error) {
  if (!(error instanceof StartError) && !(error instanceof BackupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof StartError ? exitCodeOfStartError : 1
}
