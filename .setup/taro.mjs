import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.mjs'
import { capture, excerpt, node24, root } from './run.mjs'

export const miniprogram = join(root, 'miniprogram')
/** What all that Taro builds is made of, below `miniprogram`. */
export const sources = ['src', 'config', 'package-lock.json', 'babel.config.js']

/**
 * Builds the residents' app for one platform into `folder`, where `page` is its first file.
 * @param {{ type: 'h5' | 'weapp' | 'alipay'; folder: string; page: string; hubOrigin: string }} what
 */
export async function buildByTaro({ type, folder, page, hubOrigin }) {
  rmSync(folder, { recursive: true, force: true })
  const taro = join(miniprogram, 'node_modules/@tarojs/cli/bin/taro')
  const env = { ...process.env, NODE_ENV: 'production', HUB_ORIGIN: hubOrigin, OUTPUT_FOLDER: folder }
  const { code, output } = await capture(node24, [taro, 'build', '--type', type, '--no-check'], env, miniprogram)
  // Taro has ways to fail that it calls success.
  if (code !== 0 || !existsSync(page)) {
    throw new Fault(`The residents' app for ${type} could not be built:\n${excerpt(output)}`)
  }
}
