import { fileURLToPath } from 'node:url'
import { exitCodeOfStartError, StartError } from '#core/kernel/startError.ts'
import { hubConfigFromEnvironment } from '../config.ts'
import { examine } from './examine.ts'
import { fault, report } from './finding.ts'

// `npm run doctor`: what is configured, what is reachable, what is missing and how to get it. Changes nothing.

try {
  const findings = await examine(hubConfigFromEnvironment(), fileURLToPath(new URL('../..', import.meta.url)))
  process.stdout.write(report(findings))
  process.exitCode = findings.some(({ state }) => state === 'fault') ? 1 : 0
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stdout.write(
    report(error.faults.map((says) => fault('settings', says, 'See the table of settings in README.md.'))),
  )
  process.exitCode = exitCodeOfStartError
}
