import { main } from './fault.mjs'
import { install } from './install.mjs'
import { provide } from './packages.mjs'
import { runNode } from './run.mjs'

await main(async () => {
  await install()
  await provide(['mariadb', 'redis'])
  return runNode(['test/bench/main.ts', ...process.argv.slice(2)])
})
