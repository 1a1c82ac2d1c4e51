import { z } from 'zod'
import { parseConfig } from '#core/kernel/config.ts'
import { logLevels } from '#core/kernel/logger.ts'
import { StartError } from '#core/kernel/startError.ts'
import { isCreditCode } from '#invoices/titles/creditCode.ts'
import { loopback, networks } from './clientAddress.ts'

const roles = ['gateway', 'worker', 'callcenter'] as const
export type Role = (typeof roles)[number]

const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `is not a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.int().min(least, `is below ${least}`).max(most, `is above ${most}`))

const addresses = (setting: string) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      try {
        return networks(text, setting)
      } catch (error) {
        const message = error instanceof Error ? error.message.replace(`${setting}: `, '') : 'is not a list of networks'
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
    })

/** Of a vendor: without TLS only on this machine, as in tests. */
const vendorUrl = (usual: string) =>
  z
    .url({ protocol: /^https?$/, error: `is not an address like ${usual}` })
    .refine((url) => url.startsWith('https:') || isLoopback(new URL(url).hostname), 'is not https')
    .transform((url) => url.replace(/\/$/, ''))
    .default(usual)

const isLoopback = (host: string) => host === 'localhost' || loopback.has(host.replace(/^\[|\]$/g, ''))

const list = z
  .string()
  .default('')
  .transform((text): readonly string[] => text.split(/[\s,]+/).filter((entry) => entry !== ''))

const RoleList = z
  .string()
  .default(roles.join(','))
  .transform((text, context): readonly Role[] => {
    const wanted = text.split(',').map((role) => role.trim())
    const known = roles.filter((role) => wanted.includes(role))
    if (known.length === wanted.length) return known
    context.addIssue({ code: 'custom', message: `is not a list of ${roles.join(', ')}` })
    return z.NEVER
  })

const Settings = z.object({
  PORT: decimal(0, 65_535).default(9665),
  HOST: z.string().min(1).default('127.0.0.1'),
  HUB_MODE: z.enum(['demo', 'production'], 'is neither demo nor production').default('demo'),
  HUB_ROLES: RoleList,
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  ELASTICSEARCH_URL: z.url({ protocol: /^https?$/, error: 'is not an http address' }).optional(),
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'is not an address like https://water.example' })
    .transform((url) => new URL(url).origin)
    .optional(),
  TRUSTED_PROXIES: addresses('TRUSTED_PROXIES'),
  METRICS_READERS: addresses('METRICS_READERS'),
  ADDRESS_RATE_LIMIT: decimal(0, 1_000_000).default(1_200),
  LOG_LEVEL: z.enum(logLevels, `is none of ${logLevels.join(', ')}`).default('info'),
  TOKEN_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  DATA_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'is not 32 bytes in base64')
    .optional(),
  PARTNER_KEY_FILE: z.string().min(1).optional(),
  SELLER_NAME: z.string().min(1).max(100).optional(),
  SELLER_TAX_NUMBER: z
    .string()
    .refine(isCreditCode, 'is not a code of 18 characters with a right check sign')
    .optional(),
  INVOICE_ISSUER: z.string().min(1).max(32).optional(),
  HOTLINE_NUMBER: z
    .string()
    .regex(/^\+?\d{3,16}$/, 'is not a telephone number')
    .default('966566'),
  HOTLINE_LINES: decimal(1, 1_000).default(8),
  SEATS: decimal(1, 200).default(8),
  WRAP_UP_SECONDS: decimal(0, 3_600).default(30),
  ASTERISK_DIR: z.string().min(1).optional(),
  ASTERISK_URL: z.url({ protocol: /^https?$/, error: 'is not an http address' }).optional(),
  ASTERISK_PASSWORD: z.string().min(1).optional(),
  ASTERISK_SPOOL: z.string().min(1).optional(),
  ARI_PORT: decimal(1, 65_535).default(18_088),
  SIP_ADDRESS: z.string().min(1).default('127.0.0.1'),
  SIP_PORT: decimal(1, 65_535).default(5_060),
  TRUNK_ADDRESSES: list,
  TRUNK_GATEWAY: z.string().min(1).optional(),
  MEDIA_ADDRESS: z.string().min(1).optional(),
  RTP_FIRST_PORT: decimal(1_024, 65_535).default(10_000),
  RTP_LAST_PORT: decimal(1_024, 65_535).default(10_999),
  FFMPEG: z.string().min(1).default('ffmpeg'),
  WECHAT_APP_ID: z.string().min(1).max(64).optional(),
  WECHAT_APP_SECRET: z.string().min(1).max(128).optional(),
  WECHAT_URL: vendorUrl('https://api.weixin.qq.com'),
  ALIPAY_APP_ID: z.string().min(1).max(64).optional(),
  ALIPAY_PRIVATE_KEY_FILE: z.string().min(1).optional(),
  ALIPAY_PUBLIC_KEY_FILE: z.string().min(1).optional(),
  ALIPAY_URL: vendorUrl('https://openapi.alipay.com/gateway.do'),
})

export type HubConfig = Readonly<z.output<typeof Settings>>

export const settingNames: readonly string[] = Object.keys(Settings.shape)

/** The hub's settings, checked each and together. @throws StartError naming every fault */
export function readHubConfig(env: Readonly<Record<string, string | undefined>>): HubConfig {
  const config = parseConfig(Settings, env)
  const faults = [
    ...(config.HUB_MODE === 'demo' ? demoFaults(config) : productionFaults(config)),
    ...roleFaults(config),
    ...sellerFaults(config),
    ...platformFaults(config),
    ...exchangeFaults(config),
  ]
  if (faults.length > 0) throw new StartError(...faults)
  return config
}

export const hubConfigFromEnvironment = (): HubConfig => readHubConfig(process.env)

/** The demonstration lets anybody in: it stays on this machine, and away from a database that may hold real persons. */
function demoFaults({ HOST, DATABASE_URL }: HubConfig): string[] {
  const faults: string[] = []
  if (HOST !== 'localhost' && !loopback.has(HOST)) {
    faults.push('HOST: the demonstration listens on loopback only; set HUB_MODE=production for others to reach it')
  }
  if (DATABASE_URL !== undefined && !DATABASE_URL.startsWith('sqlite:')) {
    faults.push(
      /^(mysql|mariadb):\/\//.test(DATABASE_URL)
        ? 'DATABASE_URL: the demonstration runs on its embedded database only; set HUB_MODE=production to use this one'
        : 'DATABASE_URL: not a database address: expected sqlite:FILE, mysql://user:password@host:port/name or mariadb://…',
    )
  }
  return faults
}

function productionFaults({ TOKEN_SECRET, DATA_KEY, PARTNER_KEY_FILE }: HubConfig): string[] {
  const needed = { TOKEN_SECRET, DATA_KEY, PARTNER_KEY_FILE }
  return Object.entries(needed)
    .filter(([, value]) => value === undefined)
    .map(([name]) => `${name}: is missing; production does not start without its own secrets`)
}

/** An invoice names both. */
function sellerFaults({ SELLER_NAME, SELLER_TAX_NUMBER }: HubConfig): string[] {
  if ((SELLER_NAME === undefined) === (SELLER_TAX_NUMBER === undefined)) return []
  const missing = SELLER_NAME === undefined ? 'SELLER_NAME' : 'SELLER_TAX_NUMBER'
  return [`${missing}: is missing; invoices name the seller and its tax number, or none are offered`]
}

/** A platform's settings serve together, or not at all. */
function platformFaults(config: HubConfig): string[] {
  const { WECHAT_APP_ID, WECHAT_APP_SECRET, ALIPAY_APP_ID, ALIPAY_PRIVATE_KEY_FILE, ALIPAY_PUBLIC_KEY_FILE } = config
  const sets = [
    { platform: 'WeChat', settings: { WECHAT_APP_ID, WECHAT_APP_SECRET } },
    { platform: 'Alipay', settings: { ALIPAY_APP_ID, ALIPAY_PRIVATE_KEY_FILE, ALIPAY_PUBLIC_KEY_FILE } },
  ]
  return sets.flatMap(({ platform, settings }) => {
    const missing = Object.entries(settings).filter(([, value]) => value === undefined)
    if (missing.length === 0 || missing.length === Object.keys(settings).length) return []
    return missing.map(([name]) => `${name}: is missing; residents log in by ${platform} with all of its settings only`)
  })
}

/** An Asterisk that somebody else runs is reached by all of these. */
function exchangeFaults({ ASTERISK_URL, ASTERISK_PASSWORD, ASTERISK_SPOOL }: HubConfig): string[] {
  if (ASTERISK_URL === undefined) return []
  return Object.entries({ ASTERISK_PASSWORD, ASTERISK_SPOOL })
    .filter(([, value]) => value === undefined)
    .map(([name]) => `${name}: is missing; ASTERISK_URL needs it`)
}

/** Several processes meet in the database and in Redis. */
function roleFaults({ HUB_ROLES, DATABASE_URL, REDIS_URL, ELASTICSEARCH_URL }: HubConfig): string[] {
  // One process may leave the telephone away; what the others do, one does, or several that share.
  if (HUB_ROLES.includes('gateway') && HUB_ROLES.includes('worker')) return []
  const faults: string[] = []
  if (!DATABASE_URL || DATABASE_URL.startsWith('sqlite:')) {
    faults.push('DATABASE_URL: is not MySQL or MariaDB, which several processes with roles of their own need')
  }
  if (!ELASTICSEARCH_URL)
    faults.push('ELASTICSEARCH_URL: is missing; an index in one process is not seen by the others')
  if (!REDIS_URL) faults.push('REDIS_URL: is missing; several processes with roles of their own need Redis')
  return faults
}
