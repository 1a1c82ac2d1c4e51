import { systemClock } from '#core/kernel/clock.ts'
import type { IdentityPlatform, IdentityPlatformName } from '#core/residents/identityPlatform.ts'
import { createAlipayIdentity } from '#gateway/alipay/alipayIdentity.ts'
import { createWechatIdentity } from '#gateway/wechat/wechatIdentity.ts'
import { startAlipay } from './alipay.ts'
import { startWechat } from './wechat.ts'

/** WeChat and Alipay on this machine, and the hub's own clients towards them. */
export async function startPlatforms() {
  const [wechat, alipay] = await Promise.all([startWechat(), startAlipay()])
  const identityPlatforms = new Map<IdentityPlatformName, IdentityPlatform>([
    ['wechat', createWechatIdentity(wechat.app)],
    ['alipay', createAlipayIdentity({ ...alipay.app, clock: systemClock })],
  ])
  return {
    wechat,
    alipay,
    identityPlatforms,
    async close() {
      await Promise.all([wechat.close(), alipay.close()])
    },
  }
}
