import { join } from 'node:path'
import { ExchangeSettings } from '#callcenter/asterisk/settings.ts'
import { startExchange } from '#callcenter/asterisk/startExchange.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { exitCodeOfStartError, StartError } from '#core/kernel/startError.ts'
import { hubConfigFromEnvironment } from '#gateway/config.ts'
import { writePrivateFile } from '#gateway/privateFile.ts'
import { telephoneOf } from '#gateway/telephone.ts'

// Asterisk in a container of its own: it outlives every restart of the hub, with its conversations. Hub and Asterisk
// have the same settings; the hub's ASTERISK_URL, ASTERISK_PASSWORD and ASTERISK_SPOOL name this one.

try {
  const config = hubConfigFromEnvironment()
  const { exchange, folder } = telephoneOf(config)
  // Otherwise it makes up one that only its own hub would know.
  if (config.ASTERISK_PASSWORD) writePrivateFile(join(folder, 'ari-password'), config.ASTERISK_PASSWORD)
  const settings = ExchangeSettings.safeParse(exchange)
  if (!settings.success)
    throw new StartError(...settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const starting = startExchange({ settings: settings.data, folder, logger: createLogger(config.LOG_LEVEL) })
  const stop = async () => {
    await starting.then((running) => running.close())
    process.exit(0)
  }
  // Also while it starts, or Asterisk would be left behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  await starting
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(exitCodeOfStartError)
}
