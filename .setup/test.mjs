import { installAsterisk } from './asterisk.mjs'
import { buildConsole } from './console.mjs'
import { fetchElasticsearch } from './elasticsearch.mjs'
import { main } from './fault.mjs'
import { install } from './install.mjs'
import { buildMiniPrograms } from './miniPrograms.mjs'
import { provide } from './packages.mjs'
import { buildResidentApp } from './residentApp.mjs'
import { runNode } from './run.mjs'
import { endingsOf, servicesOf } from './selection.mjs'

const args = process.argv.slice(2)

await main(
  async () => {
    await install()
    const services = servicesOf(args)
    await provide(services)
    if (services.includes('elasticsearch')) await fetchElasticsearch()
    if (services.includes('asterisk')) await installAsterisk()
    if (services.includes('chromium')) {
      await buildResidentApp()
      await buildConsole()
    }
    if (endingsOf(args).has('package')) {
      await buildMiniPrograms()
      await buildResidentApp()
    }
    const { code, counts } = await runTests()
    process.stdout.write(`${lineOf(counts)}\n`)
    return counts.failed > 0 && code === 0 ? 1 : code
  },
  () => process.stdout.write(`${lineOf({ passed: 0, failed: 1, skipped: 0 })}\n`),
)

async function runTests() {
  const reporters = ['--reporter=default', '--reporter=./.setup/countReporter.mjs']
  let report = ''
  const code = await runNode(
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args],
    (text) => (report += text),
  )
  // A run that ends before it has counted, by a broken configuration or a signal, has proven nothing.
  const counts = report ? JSON.parse(report) : { passed: 0, failed: 0, skipped: 0 }
  return { code, counts: atLeastOneFailed(counts, code) }
}

function atLeastOneFailed(counts, code) {
  const proven = code === 0 && counts.passed + counts.failed > 0
  return proven ? counts : { ...counts, failed: Math.max(counts.failed, 1) }
}

function lineOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
