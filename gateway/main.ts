import { createLogger } from '#core/kernel/logger.ts'
import { exitCodeOfStartError, StartError } from '#core/kernel/startError.ts'
import { hubConfigFromEnvironment } from './config.ts'
import { describeDoors, progressLine, runningOn } from './terminal.ts'

try {
  const config = hubConfigFromEnvironment()
  const logger = createLogger(config.LOG_LEVEL)
  // Loaded only now: a wrong setting is answered at once.
  const { startHub } = await import('./hub.ts')
  const { openCallcenter } = await import('#callcenter/openCallcenter.ts')
  const hub = await startHub(config, logger, progressLine(process.stderr), openCallcenter)
  process.stderr.write(describeDoors(config, hub))
  const stop = (signal: NodeJS.Signals) => {
    // A second Ctrl-C does not wait.
    process.once(signal, () => process.exit(130))
    process.stderr.write(`${runningOn(config)} 正在停止 … stopping\n`)
    hub.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'not everything could be closed')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(error.faults.map((fault) => `${fault}\n`).join(''))
  process.exit(exitCodeOfStartError)
}
