import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExchangeSettings } from '#callcenter/asterisk/settings.ts'
import { startExchange } from '#callcenter/asterisk/startExchange.ts'
import { createLogger } from '#core/kernel/logger.ts'

// A hub that has nothing but its telephone exchange: for tests of what Asterisk does when nobody tells it what to do.
// It writes what the exchange is called into `exchange.json` of the folder, once it is there.

const [folder = '', settings = '{}'] = process.argv.slice(2)
const exchange = await startExchange({
  settings: ExchangeSettings.parse(JSON.parse(settings)),
  folder: join(folder, 'asterisk'),
  logger: createLogger('info'),
})
writeFileSync(join(folder, 'exchange.json'), JSON.stringify(exchange))
const stop = () => void exchange.close().then(() => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
