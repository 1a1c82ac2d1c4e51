import { buildConsole } from './console.mjs'
import { main } from './fault.mjs'
import { install } from './install.mjs'
import { provide } from './packages.mjs'
import { buildResidentApp } from './residentApp.mjs'
import { runNode } from './run.mjs'

// The READMEs' pictures, of a demo city of their own, or of the hub and the first-start.json that are named.
await main(async () => {
  await install()
  await provide(['chromium', 'chineseFont'])
  await buildResidentApp()
  await buildConsole()
  return runNode(['test/pictures/takePictures.ts', ...process.argv.slice(2)])
})
