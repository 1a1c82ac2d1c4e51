/** Why a command cannot go on, in a sentence for whoever typed it: printed without a stack trace. */
export class Fault extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Runs a command to its end: the process exits with the code that `work` resolves to.
 * @param {() => Promise<number>} work
 * @param {() => void} [onFailure] called after the sentence about a failure was printed
 */
export async function main(work, onFailure = () => {}) {
  try {
    process.exitCode = await work()
  } catch (error) {
    process.stderr.write(`${error instanceof Fault ? error.message : error.stack}\n`)
    process.exitCode = error instanceof Fault ? error.exitCode : 1
    onFailure()
  }
}
