import { parseArgs } from 'node:util'
import { main } from './fault.mjs'
import { install } from './install.mjs'
import { buildMiniPrograms } from './miniPrograms.mjs'
import { provide } from './packages.mjs'
import { buildResidentApp } from './residentApp.mjs'
import { runNode } from './run.mjs'

/** Options that are followed by a value, which is no part. */
const valued = { database: { type: 'string' }, profiles: { type: 'string' } }

await main(async () => {
  await install()
  await provide(['mariadb', 'redis'])
  if (measuresSizes()) {
    await buildMiniPrograms()
    await buildResidentApp()
  }
  return runNode(['test/bench/main.ts', ...process.argv.slice(2)])
})

/** So they are when no parts are named, too. */
function measuresSizes() {
  const { positionals } = parseArgs({ strict: false, allowPositionals: true, options: valued })
  return positionals.length === 0 || positionals.includes('sizes')
}
