import { main } from './fault.mjs'
import { install, installMiniprogram } from './install.mjs'
import { runNode } from './run.mjs'

const checks = {
  format: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  'types of the console': ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'callcenter/console'],
  'types of the mini-program': ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'miniprogram'],
}

await main(async () => {
  await install()
  // Types of React and Taro are in there; the second time this takes no time.
  await installMiniprogram()
  const failed = []
  for (const [name, args] of Object.entries(checks)) {
    process.stdout.write(`— ${name}\n`)
    if ((await runNode(args)) !== 0) failed.push(name)
  }
  process.stdout.write(failed.length === 0 ? 'check: all well\n' : `check: ${failed.join(', ')} failed\n`)
  return failed.length === 0 ? 0 : 1
})
