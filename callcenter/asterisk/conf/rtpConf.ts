import type { ExchangeSettings } from '../settings.ts'
import { fields, section } from './section.ts'

export const rtpConf = ({ media, sip }: ExchangeSettings): string =>
  [
    section(
      'general',
      fields({ rtpstart: media.firstPort, rtpend: media.lastPort, icesupport: true, strictrtp: true }),
    ),
    ...(media.address === null || media.address === sip.address || sip.address === '0.0.0.0'
      ? []
      : ['[ice_host_candidates]', `${sip.address} => ${media.address},include_local_address`, '']),
  ].join('\n')
