import { fileURLToPath } from 'node:url'
import { alone } from './alone.mjs'
import { buildTree, hasTree, tree } from './asteriskTree.mjs'
import { Fault, main } from './fault.mjs'
import { install } from './install.mjs'
import { provide } from './packages.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt, node24 } from './run.mjs'

/** Asterisk and its sounds, as far as they are missing or others than the sources want. */
export async function installAsterisk() {
  await provide(['asterisk'])
  await alone(async () => {
    if (!hasTree()) await withProgress('Installing Asterisk 22', buildTree)
  })
  await speakPrompts()
}

/** The same where Asterisk is there already: a new prompt is spoken, nothing is fetched. */
export async function refreshAsterisk() {
  if (hasTree()) await installAsterisk()
}

async function speakPrompts() {
  const speak = (...args) => capture(node24, ['callcenter/asterisk/sounds/makeSounds.ts', tree, ...args], process.env)
  const refuse = ({ code, output }) => {
    if (code !== 0) throw new Fault(`The prompts could not be spoken:\n${excerpt(output)}`)
    return output
  }
  const missing = Number(refuse(await speak('--count')))
  if (missing === 0) return
  await alone(() => withProgress(`Making ${missing} sounds`, async () => refuse(await speak())))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await install()
    await installAsterisk()
    process.stdout.write('Asterisk is installed; npm start runs it.\n')
    return 0
  })
}
