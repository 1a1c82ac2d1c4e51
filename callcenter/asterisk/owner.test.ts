import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWay, requireWay } from './owner.ts'

let data: string
beforeEach(() => {
  // Whatever TMPDIR is: the folders above have to be open.
  data = mkdtempSync('/tmp/hub-way-')
})
afterEach(() => rmSync(data, { recursive: true }))

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('a closed data folder is opened for passing, and what else is in it is closed by itself', () => {
  const folder = join(data, 'asterisk')
  const [database, files] = [join(data, 'hub.db'), join(data, 'files')]
  for (const path of [folder, files]) mkdirSync(path, { mode: 0o755 })
  writeFileSync(database, '', { mode: 0o644 })
  openWay(folder)
  expect({ data: modeOf(data), database: modeOf(database), files: modeOf(files), folder: modeOf(folder) }).toEqual({
    data: '701',
    database: '600',
    files: '700',
    folder: '755',
  })
})

it('a closed folder further above is a sentence that names it', () => {
  const between = join(data, 'between')
  mkdirSync(join(between, 'asterisk'), { recursive: true })
  chmodSync(between, 0o755)
  expect(() => openWay(join(between, 'asterisk'))).toThrow(`${data} is closed to the user that Asterisk runs as`)
  chmodSync(data, 0o711)
  expect(() => requireWay(join(between, 'asterisk'))).not.toThrow()
})
