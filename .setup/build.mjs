import { buildConsole } from './console.mjs'
import { main } from './fault.mjs'
import { install } from './install.mjs'
import { buildResidentApp } from './residentApp.mjs'

// What `npm start` builds before it starts; for those who start the hub themselves.
await main(async () => {
  await install()
  await buildResidentApp()
  await buildConsole()
  return 0
})
