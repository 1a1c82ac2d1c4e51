import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from './fault.mjs'
import { install } from './install.mjs'
import { provide } from './packages.mjs'
import { runNode } from './run.mjs'
import { servicesOf } from './selection.mjs'

const args = process.argv.slice(2)

await main(
  async () => {
    await install()
    await provide(servicesOf(args))
    const { code, counts } = await runTests()
    process.stdout.write(`${lineOf(counts)}\n`)
    return counts.failed > 0 && code === 0 ? 1 : code
  },
  () => process.stdout.write(`${lineOf({ passed: 0, failed: 1, skipped: 0 })}\n`),
)

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'hub-counts-'))
  const file = join(folder, 'counts.json')
  try {
    const reporters = ['--reporter=default', '--reporter=./.setup/countReporter.mjs']
    const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
      env: { TEST_COUNTS_FILE: file },
    })
    return { code, counts: atLeastOneFailed(countsIn(file), code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A run that ends before it has counted, by a broken configuration or a signal, has proven nothing. */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

function atLeastOneFailed(counts, code) {
  const proven = code === 0 && counts.passed + counts.failed > 0
  return proven ? counts : { ...counts, failed: Math.max(counts.failed, 1) }
}

function lineOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
