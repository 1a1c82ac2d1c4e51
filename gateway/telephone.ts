import { join } from 'node:path'
import type { HubConfig } from './config.ts'

/** The settings of the telephone, of those of the hub. */
export function telephoneOf(config: HubConfig) {
  const { ASTERISK_URL: url, ASTERISK_PASSWORD: password, ASTERISK_SPOOL: spool } = config
  const foreign = url !== undefined && password !== undefined && spool !== undefined ? { url, password, spool } : null
  const networks = config.TRUNK_ADDRESSES
  return {
    exchange: {
      numbers: [config.HOTLINE_NUMBER],
      lines: config.HOTLINE_LINES,
      seats: config.SEATS,
      trunks: networks.length === 0 ? [] : [{ name: 'line', networks, gateway: config.TRUNK_GATEWAY ?? null }],
      sip: { address: config.SIP_ADDRESS, port: config.SIP_PORT },
      media: {
        address: config.MEDIA_ADDRESS ?? null,
        firstPort: config.RTP_FIRST_PORT,
        lastPort: config.RTP_LAST_PORT,
      },
      ariPort: config.ARI_PORT,
    },
    folder: config.ASTERISK_DIR ?? join(config.DATA_DIR, 'asterisk'),
    foreign,
    wrapUpMs: config.WRAP_UP_SECONDS * 1_000,
    ffmpeg: config.FFMPEG,
    /** Asterisk's own HTTP server, to which softphones' sockets are passed on. */
    socketUrl: new URL(foreign?.url ?? `http://127.0.0.1:${config.ARI_PORT}`),
  }
}
export type Telephone = ReturnType<typeof telephoneOf>
