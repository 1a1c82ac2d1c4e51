import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { alone } from './alone.mjs'
import { Fault } from './fault.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt } from './run.mjs'

/** What the telephone and the tests' services need of Debian: programs to look for, and the packages that bring them. */
const services = {
  mariadb: { programs: ['mariadbd'], packages: ['mariadb-server'] },
  redis: { programs: ['redis-server'], packages: ['redis-server'] },
  poppler: { programs: ['pdftotext', 'pdffonts', 'pdfinfo'], packages: ['poppler-utils'] },
  ffmpeg: { programs: ['ffmpeg'], packages: ['ffmpeg'] },
  elasticsearch: { programs: ['java 17', 'mvn', 'unzip'], packages: ['openjdk-17-jre-headless', 'maven', 'unzip'] },
  chromium: { programs: ['chromium'], packages: ['chromium'] },
  asterisk: { programs: ['mmdebstrap', 'espeak-ng', 'sox'], packages: ['mmdebstrap', 'espeak-ng', 'sox'] },
  telephones: { programs: ['baresip', 'sipp'], packages: ['baresip', 'sip-tester'] },
  network: { programs: ['ip', 'unshare', 'nsenter'], packages: ['iproute2', 'util-linux'] },
  chineseFont: { programs: ['Noto Sans CJK'], packages: ['fonts-noto-cjk'] },
}

// Packages of servers start them when they are installed, unless the machine's policy forbids it; the hub's tests use
// instances of their own and leave the system's alone.
const script = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
get() { apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" < /dev/null; }
get install --no-install-recommends "$@" || { get update && get install --no-install-recommends "$@"; }
`

/**
 * Installs what these services need and the machine lacks; where nothing lacks, apt is not asked.
 * @param {readonly (keyof typeof services)[]} names
 */
export async function provide(names) {
  if (missing(names).length === 0) return
  await alone(async () => {
    const lacking = missing(names)
    if (lacking.length === 0) return
    const packages = lacking.flatMap((name) => services[name].packages)
    const sentence = `This needs ${packages.join(', ')}`
    const [command, ...args] = [...asRoot(sentence), 'sh', '-c', script, 'sh', ...packages]
    await withProgress(`Installing ${packages.join(', ')}`, async () => {
      const { code, output } = await capture(command, args, process.env)
      if (code !== 0) throw new Fault(`${sentence}, which could not be installed:\n${excerpt(output)}`)
    })
    const still = lacking.flatMap(programsMissing)
    if (still.length > 0)
      throw new Fault(`${sentence}; they were installed, but there is still no ${still.join(', ')}.`)
  })
}

const missing = (names) => names.filter((name) => programsMissing(name).length > 0)
const programsMissing = (name) =>
  services[name].programs.filter((program) => !(special[program] ?? hasProgram)(program))

/** What is no program of the PATH. */
const special = {
  'java 17': () => hasJava(),
  'Noto Sans CJK': () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
}

const javaHomes = '/usr/lib/jvm'

/** Several versions may be installed, of which the one in the PATH need not fit. */
function hasJava() {
  const homes = existsSync(javaHomes) ? readdirSync(javaHomes) : []
  return homes.some((name) => /^java-(17|21)-/.test(name) && existsSync(join(javaHomes, name, 'bin/java')))
}

/** Servers lie in folders that a user's PATH does not have. */
function hasProgram(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** What a command begins with that only root may run. @param {string} sentence why, should there be no way */
export function asRoot(sentence) {
  if (process.getuid() === 0) return []
  if (hasProgram('sudo')) return ['sudo', '-n']
  throw new Fault(`${sentence}: install them, or run this as root.`)
}
