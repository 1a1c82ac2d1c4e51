import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { logFiles } from './conf/loggerConf.ts'

const largest = 10_000_000
const kept = 5

/** Has Asterisk begin a new file where one has grown too long, and removes the oldest. `rotate` takes a file's name. */
export async function rotateLogs(folder: string, rotate: (name: string) => Promise<unknown>): Promise<void> {
  for (const name of logFiles) {
    const size = await stat(join(folder, name)).then(
      (file) => file.size,
      () => 0,
    )
    if (size > largest) await rotate(name).catch(() => undefined)
  }
  for (const name of await readdir(folder)) {
    if (Number(/\.log\.(\d+)$/.exec(name)?.[1] ?? 0) >= kept) await rm(join(folder, name), { force: true })
  }
}
