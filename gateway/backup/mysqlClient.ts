import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BackupError } from './backup.errors.ts'

const programs = { dump: ['mariadb-dump', 'mysqldump'], load: ['mariadb', 'mysql'] } as const

/** MySQL's own dump asks its server for more than the rows, and writes down where it stands as a replica's source. */
const onlyOfMysql = ['--set-gtid-purged=OFF', '--column-statistics=0']
const dumping = ['--single-transaction', '--quick', '--skip-lock-tables', '--no-tablespaces', '--hex-blob']
const asUtf8 = '--default-character-set=utf8mb4'

/**
 * Runs MariaDB's or MySQL's own client on the database of `url`. The password is in a file that only this user may read,
 * for as long as the client runs, and never in a command line that others can see.
 */
export async function withClient<T>(
  url: string,
  what: keyof typeof programs,
  work: (child: ChildProcess) => Promise<T>,
): Promise<T> {
  const wanted = url.startsWith('mariadb:') ? programs[what] : programs[what].toReversed()
  const program = wanted.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
  if (!program) {
    const remedy = 'apt-get install mariadb-client, or MySQL’s own client'
    throw new BackupError(`There is no ${wanted.join(' and no ')}: ${remedy}.`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'hub-backup-'))
  try {
    const settings = join(folder, 'client.cnf')
    writeFileSync(settings, settingsOf(new URL(url)), { mode: 0o600 })
    const options = [
      `--defaults-file=${settings}`,
      asUtf8,
      ...(what === 'dump' ? dumping : []),
      ...(program === 'mysqldump' && isMysqls(program) ? onlyOfMysql : []),
    ]
    const child = spawn(program, [...options, nameIn(url)], { stdio: ['pipe', 'pipe', 'pipe'] })
    return await finished(program, child, work(child))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** MariaDB's packages bring its client under MySQL's name, too. */
const isMysqls = (program: string) => !/mariadb/i.test(String(spawnSync(program, ['--version']).stdout))

function settingsOf({ hostname, port, username, password }: URL): string {
  const said = (text: string) => `"${decodeURIComponent(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const lines = ['[client]', 'protocol=tcp', `host=${said(hostname)}`, `port=${port || '3306'}`]
  if (username) lines.push(`user=${said(username)}`)
  if (password) lines.push(`password=${said(password)}`)
  // The hub's own connection is as plain; newer clients would insist.
  return [...lines, 'loose-skip-ssl-verify-server-cert', ''].join('\n')
}

async function finished<T>(program: string, child: ChildProcess, working: Promise<T>): Promise<T> {
  let said = ''
  child.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-2_000)))
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const [worked] = await Promise.allSettled([working])
  const [code, signal] = await ended
  if (code !== 0) throw new BackupError(`${program} failed (${code ?? signal}): ${said.trim()}`)
  if (worked.status === 'rejected') throw worked.reason
  return worked.value
}
