import { join } from 'node:path'
import { alone } from './alone.mjs'
import { builtApp } from './builtApp.mjs'
import { installMiniprogram } from './install.mjs'
import { withProgress } from './progress.mjs'
import { buildByTaro, miniprogram, sources } from './taro.mjs'

/** Beside those that somebody builds to publish, which know another hub. */
const tested = join(miniprogram, 'dist/tested')
/** Leads nowhere: what runs them sends their requests on to its own hub. */
const hubOrigin = 'https://hub.invalid'

const packages = [
  { type: 'weapp', name: 'WeChat' },
  { type: 'alipay', name: 'Alipay' },
].map(({ type, name }) => {
  const folder = join(tested, type)
  const page = join(folder, 'app.json')
  return { type, name, folder, page, app: builtApp({ page, stamp: `${folder}.stamp`, base: miniprogram, sources }) }
})

/** Builds WeChat's and Alipay's packages where they are missing or older than their sources; they run in tests. */
export async function buildMiniPrograms() {
  const stale = () => packages.filter(({ app }) => !app.isFresh())
  if (stale().length === 0) return
  // The packages also bring WeChat's own compiler of templates.
  await installMiniprogram()
  await alone(async () => {
    for (const { type, name, folder, page, app } of stale()) {
      const build = () => buildByTaro({ type, folder, page, hubOrigin })
      await withProgress(`Building the mini-program for ${name}`, () => app.build(build))
    }
  })
}
