import type { Places } from '../places.ts'
import type { ExchangeSettings } from '../settings.ts'
import { asteriskConf } from './asteriskConf.ts'
import { extensionsConf } from './extensionsConf.ts'
import { ariConf, httpConf } from './httpConf.ts'
import { loggerConf } from './loggerConf.ts'
import { modulesConf } from './modulesConf.ts'
import { pjsipConf } from './pjsipConf.ts'
import { rtpConf } from './rtpConf.ts'
import { fields, section } from './section.ts'
import { sorceryConf } from './sorceryConf.ts'

/** Name → text of every file that Asterisk reads; those that are empty would otherwise be complained of. */
export const configurationOf = (
  settings: ExchangeSettings,
  places: Places,
  ariPassword: string,
): Readonly<Record<string, string>> => ({
  'asterisk.conf': asteriskConf(places),
  'modules.conf': modulesConf(),
  'http.conf': httpConf(settings),
  'ari.conf': ariConf(ariPassword),
  'pjsip.conf': pjsipConf(settings),
  'sorcery.conf': sorceryConf(),
  'rtp.conf': rtpConf(settings),
  'extensions.conf': extensionsConf(settings, places),
  'logger.conf': loggerConf(),
  'musiconhold.conf': section('default', fields({ mode: 'files', directory: `${places.data}/moh`, sort: 'alpha' })),
  'indications.conf': `${section('general', [['country', 'cn']])}\n${section('cn', tones)}`,
  'pjproject.conf': section('startup', [['type', 'startup']]),
  'stasis.conf': section('threadpool', []),
  ...Object.fromEntries(withoutSettings.map((name) => [`${name}.conf`, section('general', [])])),
  'manager.conf': section('general', [['enabled', false]]),
  'acl.conf': '',
  'websocket_client.conf': '',
})

const withoutSettings = ['ccss', 'cdr', 'cel', 'features', 'udptl']

/** GF 002-9002: the tones of China's network. */
const tones = fields({
  description: 'China',
  ringcadence: '1000,4000',
  dial: '450',
  busy: '450/350,0/350',
  ring: '450/1000,0/4000',
  congestion: '450/700,0/700',
  callwaiting: '450/400,0/4000',
  record: '950/400,0/10000',
})
