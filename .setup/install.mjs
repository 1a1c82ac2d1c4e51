import { existsSync, readFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { alone } from './alone.mjs'
import { Fault } from './fault.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt, node24, root } from './run.mjs'

const oldest = [20, 19]
const wrongMachine = 78
const miniprogram = join(root, 'miniprogram')

/** Installs the dependencies where they are missing or other than package-lock.json says. */
export async function install() {
  refuseOldNode()
  const installed = () => existsSync(node24) && isInstalled(root)
  if (installed()) return
  await alone(async () => {
    if (installed()) return
    // Without scripts: a dependency with binaries in its package would want a compiler. Only `node` needs its own.
    await npm('Installing the dependencies', 'ci', '--ignore-scripts', '--include=dev')
    await npm('Installing Node 24', 'rebuild', 'node', '--ignore-scripts=false')
    if (!existsSync(node24)) throw new Fault(`Node 24 was not installed: there is no ${node24}.`)
  })
}

/** The same for the mini-program, whose dependencies get on with nobody else's. */
export async function installMiniprogram() {
  if (isInstalled(miniprogram)) return
  await alone(async () => {
    if (isInstalled(miniprogram)) return
    const where = ['--prefix', miniprogram]
    await npm('Installing the mini-program’s dependencies', 'ci', ...where, '--ignore-scripts', '--include=dev')
  })
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  throw new Fault(`Node ${oldest.join('.')} or newer is needed; this one is ${process.versions.node}.`, wrongMachine)
}

/** npm writes down what it has installed when it is through with it. */
function isInstalled(folder) {
  const written = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(written)) return false
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  const present = packagesOf(written)
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    // Of the packages for other platforms there is none.
    return path in present ? present[path].version === version : optional
  })
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

async function npm(what, ...args) {
  const [command, ...before] = npmCommand()
  const flags = ['--no-audit', '--no-fund', '--loglevel=error']
  await withProgress(what, async () => {
    const { code, output } = await capture(command, [...before, ...args, ...flags], {
      ...process.env,
      PATH: outerPath(),
    })
    if (code !== 0) throw new Fault(`${what} failed: npm ${args[0]} exited with ${code}.\n${excerpt(output)}`)
  })
}

/** The npm that runs this script, on the Node that it runs on; otherwise the one of the PATH. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  return script && node && basename(script) === 'npm-cli.js' && existsSync(node) ? [node, script] : ['npm']
}

/** npm puts the dependencies' programs first, among them the Node that is about to be replaced. */
const outerPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
