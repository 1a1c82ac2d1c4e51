import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import type { IdentityPlatforms } from '#core/residents/identityPlatform.ts'

type AppPlatform = 'wechat' | 'alipay' | 'h5'

/** Where residents may pay by a channel, and what it is called there. WeChat pays on no other's ground, nor Alipay. */
const ways: Readonly<Record<string, { words: string; on: readonly AppPlatform[] }>> = {
  wechat: { words: '微信支付', on: ['wechat', 'h5'] },
  alipay: { words: '支付宝', on: ['alipay', 'h5'] },
  sandbox: { words: '演示收银台（不会扣真钱）', on: ['wechat', 'alipay', 'h5'] },
}

/**
 * What this hub offers to the residents' app on a platform. The demonstration without a platform's settings lets
 * people of WeChat and Alipay in by a made-up name, too: what their developers' tools give as codes proves nobody.
 */
export function offerOn(
  platform: AppPlatform,
  deps: {
    channels: ReadonlyMap<string, PaymentChannel>
    identityPlatforms: IdentityPlatforms
    developmentLogIn: boolean
  },
) {
  const byPlatform = platform !== 'h5' && deps.identityPlatforms.has(platform)
  const logIn: 'platform' | 'development' | null = byPlatform
    ? 'platform'
    : deps.developmentLogIn
      ? 'development'
      : null
  const paymentChannels = [...deps.channels.keys()].flatMap((channel) => {
    const way = ways[channel]
    return way?.on.includes(platform) ? [{ channel, words: way.words }] : []
  })
  return { logIn, paymentChannels }
}
