import { main } from './fault.mjs'
import { install } from './install.mjs'
import { runNode } from './run.mjs'

const checks = {
  format: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
}

await main(async () => {
  await install()
  const failed = []
  for (const [name, args] of Object.entries(checks)) {
    process.stdout.write(`— ${name}\n`)
    if ((await runNode(args)) !== 0) failed.push(name)
  }
  process.stdout.write(failed.length === 0 ? 'check: all well\n' : `check: ${failed.join(', ')} failed\n`)
  return failed.length === 0 ? 0 : 1
})
