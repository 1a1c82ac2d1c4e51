import { writeSync } from 'node:fs'

const descriptor = 3

/**
 * A vitest reporter that writes `{ passed, failed, skipped }` to the pipe which test.mjs reads. What fails outside a
 * test — a file that cannot be loaded, a hook, an unhandled error — counts as a failed test each.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[fieldOf(test.result().state)]++
      for (const suite of [module, ...module.children.allSuites()]) counts.failed += suite.errors().length
    }
    writeSync(descriptor, JSON.stringify(counts))
  }
}

/** A test that never came to its end, because the run was interrupted, was not passed. */
const fieldOf = (state) => (state === 'passed' || state === 'skipped' ? state : 'failed')
