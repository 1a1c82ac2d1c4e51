import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.mjs'
import { asRoot } from './packages.mjs'
import { capture, excerpt, root } from './run.mjs'

/** Asterisk 22 comes with the Debian release after next; this machine's own has an older one, or none. */
const release = 'forky'
const wantedMajor = '22'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** Where `npm run asterisk` puts the program. */
export const tree = join(root, '.cache/asterisk')
const stamp = join(tree, 'stamp')
const building = join(root, '.cache/asterisk-building')
const modules = JSON.parse(readFileSync(join(root, 'callcenter/asterisk/modules.json'), 'utf8'))

const wanted = () =>
  createHash('sha256')
    .update(JSON.stringify([release, wantedMajor, modules]))
    .update(readFileSync(new URL(import.meta.url)))
    .digest('hex')

export const hasTree = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()

/**
 * Takes Asterisk, the modules that it is to load and every library that these need out of Debian's packages, so that it
 * runs beside the system: with the loader and the C library that it was built for, without a chroot.
 */
export async function buildTree() {
  const extracted = join(building, 'extracted')
  const made = join(building, 'tree')
  await removeBuilding()
  mkdirSync(building, { recursive: true })
  try {
    await extract(extracted)
    await gather(extracted, made)
    await tryOut(made)
    writeFileSync(join(made, 'stamp'), wanted())
    const sounds = join(tree, 'sounds')
    if (existsSync(sounds)) renameSync(sounds, join(made, 'sounds'))
    rmSync(tree, { recursive: true, force: true })
    renameSync(made, tree)
  } finally {
    await removeBuilding()
  }
}

async function extract(folder) {
  const mirror = await debianMirror()
  const become = asRoot('Asterisk is installed by mmdebstrap, which must be run by root')
  const options = [
    ['--variant=extract', '--mode=root', `--keyring=${keyring}`],
    // A release that is still moving may be late with its signature's renewal.
    ['--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Install-Recommends "false"'],
    ['--include=asterisk,asterisk-modules', release, folder, mirror],
  ].flat()
  await must(`Asterisk ${wantedMajor} could not be fetched from ${release} of ${mirror}`, [
    ...become,
    'mmdebstrap',
    ...options,
  ])
}

/** As apt is configured on this machine. */
async function debianMirror() {
  const { code, output } = await capture(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI)', 'Identifier: Packages'],
    process.env,
  )
  const mirror = output.split('\n').find((line) => /^https?:\/\//.test(line) && !line.includes('security'))
  if (code !== 0 || !mirror)
    throw new Fault('Asterisk comes from Debian, but apt of this machine knows no mirror of it.')
  return mirror
}

async function gather(extracted, made) {
  const libraries = join(extracted, 'usr/lib', folderOfArchitecture(join(extracted, 'usr/lib')))
  const loader = join(libraries, readdirSync(libraries).find((name) => /^ld-linux.*\.so\.\d+$/.test(name)) ?? 'ld.so')
  const program = join(extracted, 'usr/sbin/asterisk')
  const moduleFiles = modules.map((name) => join(libraries, 'asterisk/modules', name))
  const missing = [loader, program, ...moduleFiles].filter((file) => !existsSync(file))
  if (missing.length > 0) throw new Fault(`Debian's Asterisk has changed: there is no ${missing.join(', ')}.`)
  for (const folder of ['lib', 'modules', 'data']) mkdirSync(join(made, folder), { recursive: true })
  const needed = new Set()
  for (const file of [program, ...moduleFiles]) {
    const output = await must('A library of Asterisk is missing', [loader, '--library-path', libraries, '--list', file])
    for (const [, path] of output.matchAll(/=> (\S+)/g)) needed.add(path)
  }
  const copy = (from, ...to) => cpSync(from, join(made, ...to), { dereference: true, recursive: true })
  for (const path of needed) copy(path, 'lib', path.split('/').at(-1))
  for (const [index, name] of modules.entries()) copy(moduleFiles[index], 'modules', name)
  copy(loader, 'ld.so')
  copy(program, 'asterisk')
  // Without its documentation it does not start.
  for (const name of ['rest-api', 'documentation']) copy(join(extracted, 'usr/share/asterisk', name), 'data', name)
}

/** A release that moves may have moved on, and a loader may not run under this kernel. */
async function tryOut(made) {
  const args = [join(made, 'ld.so'), '--library-path', join(made, 'lib'), join(made, 'asterisk'), '-V']
  const version = await must('Asterisk does not run on this machine', args)
  if (!version.includes(`Asterisk ${wantedMajor}.`))
    throw new Fault(`${release} has ${version.trim()}; the hub needs Asterisk ${wantedMajor}.`)
}

const folderOfArchitecture = (folder) => readdirSync(folder).find((name) => name.endsWith('-linux-gnu')) ?? ''

async function removeBuilding() {
  if (!existsSync(building)) return
  await must('What an earlier installation left could not be removed', [
    ...asRoot('Cleaning up'),
    'rm',
    '-rf',
    building,
  ])
}

async function must(sentence, [command, ...args]) {
  const { code, output } = await capture(command, args, process.env)
  if (code !== 0) throw new Fault(`${sentence}:\n${excerpt(output)}`)
  return output
}
