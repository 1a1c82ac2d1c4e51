import { systemClock } from '#core/kernel/clock.ts'
import type { HubConfig } from '../config.ts'
import { type Finding, ok, off, warning } from './finding.ts'
import { lookAtDatabase } from './lookAtDatabase.ts'
import { lookAtDataFolder, lookAtPages } from './lookAtFiles.ts'
import { lookAtNode, lookAtProgram } from './lookAtProgram.ts'
import { lookAtElasticsearch, lookAtHub, lookAtRedis } from './lookAtServices.ts'
import { lookAtTelephone } from './lookAtTelephone.ts'
import { lookAtWork } from './lookAtWork.ts'

/** Looks at everything that this configuration needs. `root` is the project's folder. */
export async function examine(config: HubConfig, root: string): Promise<Finding[]> {
  return [
    lookAtNode(),
    ok('settings', `${config.HUB_MODE}: ${config.HUB_ROLES.join(', ')}`),
    ...lookAtEdge(config),
    lookAtDataFolder(config),
    ...(await Promise.all([lookAtDatabase(config), lookAtRedis(config), lookAtElasticsearch(config)])),
    ...(await lookAtWork(config, systemClock)),
    ...(config.HUB_ROLES.includes('gateway') ? [await lookAtHub(config), ...lookAtPages(root)] : []),
    ...(await lookAtTelephone(config, root)),
    await lookAtProgram(config.FFMPEG, ['-version'], 'is missing: voicemail cannot be kept', 'apt-get install ffmpeg'),
    ...(config.DATABASE_URL?.startsWith('sqlite:') === false ? [await lookAtDump()] : []),
    ...lookAtVendors(config),
  ]
}

const lookAtDump = () =>
  lookAtProgram('mariadb-dump', ['--version'], 'is missing: no back-up can be made', 'apt-get install mariadb-client')

function lookAtEdge({ HUB_MODE, PUBLIC_ORIGIN, TRUSTED_PROXIES }: HubConfig): Finding[] {
  if (HUB_MODE === 'demo') return []
  const subject = 'edge'
  if (!PUBLIC_ORIGIN?.startsWith('https:')) {
    const remedy = 'Put TLS in front and set PUBLIC_ORIGIN=https://…: cookies, microphones and mini-programs need it.'
    return [warning(subject, 'PUBLIC_ORIGIN is no https address', remedy)]
  }
  if (TRUSTED_PROXIES.isEmpty) {
    const remedy = 'Set TRUSTED_PROXIES to the address of what stands in front, or everybody counts as one visitor.'
    return [warning(subject, `${PUBLIC_ORIGIN}, but no proxy is trusted`, remedy)]
  }
  return [ok(subject, PUBLIC_ORIGIN)]
}

function lookAtVendors({ HUB_MODE, SELLER_NAME, WECHAT_APP_ID, ALIPAY_APP_ID }: HubConfig): Finding[] {
  if (HUB_MODE === 'demo') return [ok('vendors', 'the demonstration’s sandbox stands for all of them')]
  const parts: readonly (readonly [string, string | undefined, string])[] = [
    ['invoices', SELLER_NAME, 'SELLER_NAME and SELLER_TAX_NUMBER'],
    ['WeChat', WECHAT_APP_ID, 'WECHAT_APP_ID and WECHAT_APP_SECRET'],
    ['Alipay', ALIPAY_APP_ID, 'ALIPAY_APP_ID and its two key files'],
  ]
  return parts.map(([subject, set, settings]) =>
    set === undefined ? off(subject, 'not configured, not offered', `Set ${settings}.`) : ok(subject, set),
  )
}
