import type { ExchangeSettings } from '../settings.ts'
import { fields, section } from './section.ts'

/**
 * The trunks. Seats are made over ARI when somebody logs in. Addresses are looked at before names: else a caller whose
 * number is a seat's name would be taken for that seat.
 */
export const pjsipConf = (settings: ExchangeSettings): string =>
  [
    section('global', fields({ type: 'global', user_agent: 'hub', endpoint_identifier_order: 'ip,username' })),
    section('udp', [
      ...fields({ type: 'transport', protocol: 'udp', bind: `${settings.sip.address}:${settings.sip.port}` }),
      ...externalAddress(settings),
    ]),
    ...settings.trunks.flatMap(trunkSections),
  ].join('\n')

/** Told to the other side where it is not the address that Asterisk listens on. */
const externalAddress = ({ media: { address }, sip }: ExchangeSettings) =>
  address === null || address === sip.address
    ? []
    : fields({ external_media_address: address, external_signaling_address: address })

const trunkSections = ({ name, networks, gateway }: ExchangeSettings['trunks'][number]) => [
  section(
    name,
    fields({
      type: 'endpoint',
      transport: 'udp',
      context: 'inbound',
      disallow: 'all',
      allow: 'alaw,ulaw',
      direct_media: false,
      dtmf_mode: 'rfc4733',
      rtp_symmetric: true,
      // A caller whose network is gone sends no BYE.
      rtp_timeout: 60,
      rtp_timeout_hold: 600,
      allow_transfer: false,
      allow_subscribe: false,
      trust_id_inbound: true,
      send_pai: true,
      language: 'zh',
      ...(gateway === null ? {} : { aors: name }),
    }),
  ),
  section(name, [
    ...fields({ type: 'identify', endpoint: name, srv_lookups: false }),
    ...networks.map((network) => ['match', network] as const),
  ]),
  ...(gateway === null ? [] : [section(name, fields({ type: 'aor', contact: `sip:${gateway}` }))]),
]
