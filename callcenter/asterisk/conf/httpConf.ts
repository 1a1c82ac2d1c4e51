import type { ExchangeSettings } from '../settings.ts'
import { fields, section } from './section.ts'

/** ARI, and the SIP socket of the browsers' telephones, which the hub passes on: on loopback only. */
export const httpConf = ({ ariPort, lines, seats }: ExchangeSettings): string =>
  section(
    'general',
    fields({
      enabled: true,
      bindaddr: '127.0.0.1',
      bindport: ariPort,
      servername: 'hub',
      enablestatic: false,
      enable_status: false,
      sessionlimit: 100 + 4 * (lines + seats),
    }),
  )

export const ariUser = 'hub'

export const ariConf = (password: string): string =>
  [
    // By default a reader that is late by a tenth of a second is dropped.
    section('general', fields({ enabled: true, pretty: false, websocket_write_timeout: 1_000 })),
    section(ariUser, fields({ type: 'user', read_only: false, password, password_format: 'plain' })),
  ].join('\n')
