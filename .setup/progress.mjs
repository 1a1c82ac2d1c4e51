const clear = '\r\u001b[2K'

/**
 * Says on stderr what is being done while it is done, with the seconds that have passed: on a terminal in one line,
 * elsewhere in a line at the beginning, every ten seconds, and at the end.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const { stderr } = process
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const line = stderr.isTTY ? (text) => stderr.write(`${clear}${text}`) : (text) => stderr.write(`${text}\n`)
  line(`${what} …`)
  const timer = setInterval(() => line(`${what} … ${seconds()} s`), stderr.isTTY ? 1_000 : 10_000)
  let outcome = 'failed'
  try {
    const result = await work()
    outcome = 'done'
    return result
  } finally {
    clearInterval(timer)
    line(`${what}: ${outcome} after ${seconds()} s`)
    if (stderr.isTTY) stderr.write('\n')
  }
}
