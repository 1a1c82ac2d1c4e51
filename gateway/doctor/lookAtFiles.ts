import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { HubConfig } from '../config.ts'
import { fault, type Finding, ok, reasonOf, warning } from './finding.ts'

const leastFreeBytes = 1024 ** 3
const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`

/** The folder that holds everything the hub writes: it can be written, has room, and is for its owner only. */
export function lookAtDataFolder({ DATA_DIR }: Pick<HubConfig, 'DATA_DIR'>): Finding {
  const subject = 'data folder'
  try {
    if (!existsSync(DATA_DIR)) mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 })
    accessSync(DATA_DIR, constants.R_OK | constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(DATA_DIR)
    const free = bavail * bsize
    if (free < leastFreeBytes) {
      return warning(
        subject,
        `${DATA_DIR}: only ${gigabytes(free)} are free`,
        'Make room: files, recordings and logs go there.',
      )
    }
    if ((statSync(DATA_DIR).mode & 0o007) !== 0) {
      return warning(subject, `${DATA_DIR} can be read by every user of this machine`, `chmod 700 ${DATA_DIR}`)
    }
    return ok(subject, `${DATA_DIR}, ${gigabytes(free)} free`)
  } catch (error) {
    return fault(
      subject,
      `${DATA_DIR} cannot be used: ${reasonOf(error)}`,
      'Make it writable for the user that runs the hub.',
    )
  }
}

const pages = [
  { subject: 'residents’ page', index: 'miniprogram/dist/h5/index.html' },
  { subject: 'staff console', index: 'callcenter/console/dist/index.html' },
] as const

/** The built front ends. `root` is the project's folder. */
export function lookAtPages(root: string): Finding[] {
  return pages.map(({ subject, index }) =>
    existsSync(join(root, index))
      ? ok(subject, 'is built')
      : warning(subject, 'is not built: its door answers that it is missing', 'npm start builds it.'),
  )
}
