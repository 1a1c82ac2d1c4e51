import type { ExchangeSettings } from '../settings.ts'
import { fields, section } from './section.ts'

/**
 * How long the packets of a pressed key may stay away, in samples of 1/8000 s; at most 20 000. After that Asterisk ends
 * the key, and takes a packet that comes yet for a second press of it.
 */
const keyTimeout = 8_000

export const rtpConf = ({ media, sip }: ExchangeSettings): string =>
  [
    section(
      'general',
      fields({
        rtpstart: media.firstPort,
        rtpend: media.lastPort,
        icesupport: true,
        strictrtp: true,
        dtmftimeout: keyTimeout,
      }),
    ),
    ...(media.address === null || media.address === sip.address || sip.address === '0.0.0.0'
      ? []
      : ['[ice_host_candidates]', `${sip.address} => ${media.address},include_local_address`, '']),
  ].join('\n')
