import { join } from 'node:path'
import { alone } from './alone.mjs'
import { builtApp } from './builtApp.mjs'
import { installMiniprogram } from './install.mjs'
import { withProgress } from './progress.mjs'
import { buildByTaro, miniprogram, sources } from './taro.mjs'

const folder = join(miniprogram, 'dist/h5')
const page = join(folder, 'index.html')
const app = builtApp({ page, stamp: join(miniprogram, 'dist/h5.stamp'), base: miniprogram, sources })

/** Builds the residents' H5 where it is missing or older than its sources; for that alone its packages are needed. */
export async function buildResidentApp() {
  if (app.isFresh()) return
  await installMiniprogram()
  await alone(async () => {
    if (app.isFresh()) return
    const build = () => buildByTaro({ type: 'h5', folder, page, hubOrigin: '' })
    await withProgress('Building the residents’ page', () => app.build(build))
  })
}
