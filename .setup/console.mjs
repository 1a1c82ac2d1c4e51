import { join } from 'node:path'
import { alone } from './alone.mjs'
import { builtApp } from './builtApp.mjs'
import { Fault } from './fault.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt, node24, root } from './run.mjs'

const folder = join(root, 'callcenter/console')
const app = builtApp({
  page: join(folder, 'dist/index.html'),
  stamp: join(folder, 'dist.stamp'),
  base: root,
  // The contract's words and schemas are in it, and what they are made of.
  sources: ['callcenter/console', 'core/contract', 'core/kernel', 'core/billing', 'core/hotline', 'package-lock.json'],
})

/** Builds the staff console where it is missing or older than its sources. */
export async function buildConsole() {
  if (app.isFresh()) return
  await alone(async () => {
    if (app.isFresh()) return
    await withProgress('Building the staff console', () => app.build(build))
  })
}

async function build() {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output } = await capture(node24, [vite, 'build', '--logLevel', 'warn', folder], env)
  if (code !== 0) throw new Fault(`The staff console could not be built:\n${excerpt(output)}`)
}
