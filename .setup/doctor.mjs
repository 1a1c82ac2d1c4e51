import { main } from './fault.mjs'
import { install } from './install.mjs'
import { runNode } from './run.mjs'

await main(async () => {
  await install()
  return runNode(['gateway/doctor/main.ts'])
})
