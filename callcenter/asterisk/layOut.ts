import { createHash, randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationOf } from './conf/configuration.ts'
import { openWay, type Owner, requireWay } from './owner.ts'
import type { Places } from './places.ts'
import type { ExchangeSettings } from './settings.ts'

/**
 * Makes folders, links and configuration anew. Everything is the owner's alone.
 * @returns the password of ARI, and the digest of the configuration
 */
export function layOut(settings: ExchangeSettings, places: Places, owner: Owner | null) {
  const give = (path: string) => owner && chownSync(path, owner.uid, owner.gid)
  const { folder, configuration, run, log, state, spool, recordings, offline, data } = places
  const keys = join(state, 'keys')
  for (const path of [folder, configuration, run, log, state, keys, spool, recordings, offline, data]) {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    give(path)
  }
  if (owner) {
    openWay(folder)
    requireWay(join(places.program, 'asterisk'))
  }
  for (const [name, target] of links(places.program)) {
    rmSync(join(data, name), { force: true })
    symlinkSync(target, join(data, name))
  }
  const password = ariPasswordIn(folder)
  const files = configurationOf(settings, places, password)
  for (const [name, text] of Object.entries(files)) write(join(configuration, name), text, give)
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  return { password, digest }
}

const links = (program: string) =>
  [
    ['documentation', join(program, 'data/documentation')],
    ['rest-api', join(program, 'data/rest-api')],
    ['sounds', join(program, 'sounds')],
    ['moh', join(program, 'moh')],
  ] as const

/** Made up once: a hub that finds Asterisk running has to know it. */
function ariPasswordIn(folder: string): string {
  const file = join(folder, 'ari-password')
  if (!existsSync(file)) write(file, randomBytes(32).toString('base64url'))
  return readFileSync(file, 'utf8')
}

function write(file: string, text: string, give: (path: string) => void = () => undefined) {
  const unfinished = `${file}.new`
  rmSync(unfinished, { force: true })
  writeFileSync(unfinished, text, { mode: 0o600 })
  give(unfinished)
  renameSync(unfinished, file)
}
