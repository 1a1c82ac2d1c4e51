import { Fault, main } from './fault.mjs'
import { install } from './install.mjs'
import { buildResidentApp } from './residentApp.mjs'
import { runNode } from './run.mjs'

await main(async () => {
  await install()
  try {
    await buildResidentApp()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    // Every other door of the hub works without it, and its page says what to do.
    process.stderr.write(`${error.message}\nThe hub starts without the residents' page.\n`)
  }
  return runNode(['gateway/main.ts', ...process.argv.slice(2)])
})
