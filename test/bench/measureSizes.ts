import { readFileSync } from 'node:fs'
import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { atMost, type Figure } from './figure.ts'

const built = join(import.meta.dirname, '../../miniprogram/dist')
const kilobyte = 1_024
/** Half of what the platforms take. */
const wantedPackage = 1_024
const wantedScript = 300

/** What a phone has to load before the residents' client shows something; .setup/bench.mjs has it built. */
export async function measureSizes(): Promise<Figure[]> {
  return [
    packageFigure('WeChat', await sizeOf(join(built, 'tested/weapp'))),
    packageFigure('Alipay', await sizeOf(join(built, 'tested/alipay'))),
    figureOf('JavaScript of the first page of H5, gzipped', await firstScripts(join(built, 'h5')), wantedScript),
  ]
}

const packageFigure = (name: string, bytes: number) =>
  figureOf(`main package of the ${name} mini-program`, bytes, wantedPackage)

const figureOf = (what: string, bytes: number, wanted: number): Figure => ({
  what,
  database: '',
  clients: null,
  hub: `${(bytes / kilobyte).toFixed(0)} KB`,
  limit: '',
  ...atMost(bytes / kilobyte, wanted, ' KB'),
})

/** Without the package of the crews, who alone load it. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for await (const file of glob('**/*', { cwd: folder, exclude: ['crew/**'] })) {
    const found = await stat(join(folder, file))
    if (found.isFile()) bytes += found.size
  }
  if (bytes === 0) throw new Error(`nothing was built in ${folder}`)
  return bytes
}

/** What the page names itself; scripts that it asks for later come when they are needed. */
async function firstScripts(folder: string): Promise<number> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const inline = [...page.matchAll(/<script[^>]*>([^<]+)<\/script>/g)].map(([, script = '']) => Buffer.from(script))
  const named = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, path = '']) =>
    readFileSync(join(folder, path)),
  )
  if (named.length === 0) throw new Error(`no scripts in ${folder}/index.html`)
  return [...inline, ...named].reduce((bytes, script) => bytes + gzipSync(script).length, 0)
}
