import type { Clock } from '#core/kernel/clock.ts'
import type { IdentityPlatform, IdentityPlatformName, IdentityPlatforms } from '#core/residents/identityPlatform.ts'
import { createAlipayIdentity } from './alipay/alipayIdentity.ts'
import { readAlipayPrivateKey, readAlipayPublicKey } from './alipay/alipayKeys.ts'
import type { HubConfig } from './config.ts'
import { createWechatIdentity } from './wechat/wechatIdentity.ts'

/** The platforms that this hub has settings for. @throws StartError when a key cannot be read */
export function openIdentityPlatforms(
  config: Pick<
    HubConfig,
    | 'WECHAT_APP_ID'
    | 'WECHAT_APP_SECRET'
    | 'WECHAT_URL'
    | 'ALIPAY_APP_ID'
    | 'ALIPAY_PRIVATE_KEY_FILE'
    | 'ALIPAY_PUBLIC_KEY_FILE'
    | 'ALIPAY_URL'
  >,
  clock: Clock,
): IdentityPlatforms {
  const platforms = new Map<IdentityPlatformName, IdentityPlatform>()
  const { WECHAT_APP_ID, WECHAT_APP_SECRET } = config
  if (WECHAT_APP_ID !== undefined && WECHAT_APP_SECRET !== undefined) {
    const app = { url: config.WECHAT_URL, appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET }
    platforms.set('wechat', createWechatIdentity(app))
  }
  const { ALIPAY_APP_ID, ALIPAY_PRIVATE_KEY_FILE, ALIPAY_PUBLIC_KEY_FILE } = config
  if (ALIPAY_APP_ID !== undefined && ALIPAY_PRIVATE_KEY_FILE !== undefined && ALIPAY_PUBLIC_KEY_FILE !== undefined) {
    const privateKey = readAlipayPrivateKey(ALIPAY_PRIVATE_KEY_FILE)
    const alipayPublicKey = readAlipayPublicKey(ALIPAY_PUBLIC_KEY_FILE)
    const app = { url: config.ALIPAY_URL, appId: ALIPAY_APP_ID, privateKey, alipayPublicKey, clock }
    platforms.set('alipay', createAlipayIdentity(app))
  }
  return platforms
}
