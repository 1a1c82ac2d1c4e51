import { main } from './fault.mjs'
import { install } from './install.mjs'
import { runNode } from './run.mjs'

// `backup` or `restore`, and the folder.
await main(async () => {
  await install()
  return runNode(['gateway/backup/main.ts', ...process.argv.slice(2)])
})
