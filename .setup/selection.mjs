import { readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { root } from './run.mjs'

/** Ending of a test file → the services that its tests use. */
const needs = {
  db: ['mariadb', 'redis', 'poppler', 'ffmpeg'],
  search: ['elasticsearch'],
  browser: ['chromium', 'chineseFont', 'poppler'],
  phone: ['asterisk', 'telephones', 'network', 'ffmpeg', 'chromium', 'chineseFont'],
}

/** Options of vitest whose value is an argument of its own, and so is no path. */
const optionsWithValue = new Set(
  [
    '-t',
    '--testNamePattern',
    '--project',
    '--reporter',
    '--shard',
    '--retry',
    '--bail',
    '--outputFile',
    '--exclude',
  ].concat(['--maxWorkers', '--testTimeout', '--hookTimeout', '--pool', '-c', '--config', '-r', '--root', '--dir']),
)

/** @param {readonly string[]} args */
export const servicesOf = (args) => [...new Set([...endingsOf(args)].flatMap((ending) => needs[ending] ?? []))]

/**
 * The endings of the test files chosen by these arguments: `db` of `*.db.test.ts`. As in vitest, a path chooses the files whose path
 * contains it, and no path chooses all.
 * @param {readonly string[]} args
 */
export function endingsOf(args) {
  const filters = args
    .filter((arg, index) => !arg.startsWith('-') && !optionsWithValue.has(args[index - 1]))
    .map((arg) => arg.replace(/:\d+$/, ''))
  const chosen = (file) => filters.length === 0 || filters.some((filter) => matches(file, filter))
  return new Set(
    testFiles(root)
      .filter(chosen)
      .map((file) => /\.(\w+)\.test\.ts$/.exec(file)?.[1]),
  )
}

function matches(file, filter) {
  const whole = resolve(root, file)
  return file.toLowerCase().includes(filter.toLowerCase()) || whole.startsWith(resolve(root, filter))
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(path)
    return entry.name.endsWith('.test.ts') ? [relative(root, path).replaceAll(sep, '/')] : []
  })
}
