import { refreshAsterisk } from './asterisk.mjs'
import { buildConsole } from './console.mjs'
import { Fault, main } from './fault.mjs'
import { install } from './install.mjs'
import { buildResidentApp } from './residentApp.mjs'
import { runNode } from './run.mjs'

const parts = {
  "the residents' page": buildResidentApp,
  'the staff console': buildConsole,
  'new prompts of the telephone': refreshAsterisk,
}

await main(async () => {
  await install()
  for (const [name, build] of Object.entries(parts)) {
    try {
      await build()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      // Every other door of the hub works without it, and its address says what to do.
      process.stderr.write(`${error.message}\nThe hub starts without ${name}.\n`)
    }
  }
  return runNode(['gateway/main.ts', ...process.argv.slice(2)])
})
