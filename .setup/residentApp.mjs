import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './alone.mjs'
import { Fault } from './fault.mjs'
import { installMiniprogram } from './install.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt, node24, root } from './run.mjs'

const miniprogram = join(root, 'miniprogram')
const built = join(miniprogram, 'dist/h5')
/** What the built page was made of. */
const stamp = join(miniprogram, 'dist/h5.stamp')
const sources = ['src', 'config', 'package-lock.json', 'babel.config.js']

/** Builds the residents' H5 where it is missing or older than its sources; for that alone its packages are needed. */
export async function buildResidentApp() {
  if (isFresh()) return
  await installMiniprogram()
  await alone(async () => {
    if (isFresh()) return
    await withProgress('Building the residents’ page', build)
  })
}

const isFresh = () =>
  existsSync(join(built, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources()

async function build() {
  const digest = digestOfSources()
  rmSync(built, { recursive: true, force: true })
  const taro = join(miniprogram, 'node_modules/@tarojs/cli/bin/taro')
  const args = [taro, 'build', '--type', 'h5', '--no-check']
  const env = { ...process.env, NODE_ENV: 'production', HUB_ORIGIN: '' }
  const { code, output } = await capture(node24, args, env, miniprogram)
  // Taro has ways to fail that it calls success.
  if (code !== 0 || !existsSync(join(built, 'index.html'))) {
    throw new Fault(`The residents' page could not be built:\n${excerpt(output)}`)
  }
  mkdirSync(join(miniprogram, 'dist'), { recursive: true })
  writeFileSync(stamp, digest)
}

function digestOfSources() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesBelow(source))) {
    hash.update(`${path}\n`).update(readFileSync(join(miniprogram, path)))
  }
  return hash.digest('hex')
}

function filesBelow(path) {
  const whole = join(miniprogram, path)
  if (!existsSync(whole)) return []
  const entries = readdirIfFolder(whole)
  if (entries === null) return path.endsWith('.test.ts') ? [] : [path]
  return entries.toSorted().flatMap((name) => filesBelow(`${path}/${name}`))
}

function readdirIfFolder(path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOTDIR') return null
    throw error
  }
}
