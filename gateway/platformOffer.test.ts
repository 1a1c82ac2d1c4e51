import { describe, expect, it } from 'vitest'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import type { IdentityPlatform, IdentityPlatformName } from '#core/residents/identityPlatform.ts'
import { offerOn } from './platformOffer.ts'

const away = () => Promise.reject(new Error('nobody asks'))
const hub = (channels: string[], platforms: IdentityPlatformName[], developmentLogIn = false) => ({
  channels: new Map(
    channels.map((name): [string, PaymentChannel] => [name, { name, start: away, query: away, close: away }]),
  ),
  identityPlatforms: new Map(
    platforms.map((name): [IdentityPlatformName, IdentityPlatform] => [name, { identify: away }]),
  ),
  developmentLogIn,
})

describe('A hub offers', () => {
  it('the log-in of each platform that it has settings for', () => {
    const wechatOnly = hub([], ['wechat'])
    expect(offerOn('wechat', wechatOnly).logIn).toBe('platform')
    expect(offerOn('alipay', wechatOnly).logIn).toBeNull()
    expect(offerOn('h5', wechatOnly).logIn).toBeNull()
  })

  it('made-up names in the demonstration, where there is nothing better', () => {
    const demo = hub([], ['wechat'], true)
    expect(offerOn('wechat', demo).logIn).toBe('platform')
    expect(offerOn('alipay', demo).logIn).toBe('development')
    expect(offerOn('h5', demo).logIn).toBe('development')
  })

  it('each platform the ways to pay that work there', () => {
    const all = hub(['wechat', 'alipay', 'unknown'], [])
    const names = (platform: 'wechat' | 'alipay' | 'h5') =>
      offerOn(platform, all).paymentChannels.map(({ channel }) => channel)
    expect(names('wechat')).toEqual(['wechat'])
    expect(names('alipay')).toEqual(['alipay'])
    expect(names('h5')).toEqual(['wechat', 'alipay'])
    expect(offerOn('h5', hub([], [])).paymentChannels).toEqual([])
  })
})
