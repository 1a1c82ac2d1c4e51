import { randomBytes } from 'node:crypto'
import { startVendor, type VendorAnswer } from './vendorServer.ts'

/** WeChat's answers to `code2Session`, by what its documentation calls them. */
const refusals = {
  busy: [-1, 'system error'],
  tooOften: [45_011, 'api minute-quota reach limit'],
  highRisk: [40_226, 'code blocked'],
  invalidCode: [40_029, 'invalid code'],
  usedCode: [40_163, 'code been used'],
  invalidAppId: [40_013, 'invalid appid'],
  invalidSecret: [40_125, 'invalid appsecret'],
  invalidGrant: [40_002, 'invalid grant_type'],
} as const
export type WechatMood = 'busy' | 'tooOften' | 'highRisk' | 'hangUp' | 'html'

/** A server that speaks WeChat's `GET /sns/jscode2session` for one app. */
export async function startWechat() {
  const appId = 'wx0123456789abcdef'
  const appSecret = randomBytes(16).toString('hex')
  const codes = new Map<string, { openid: string; used: boolean }>()
  const moods: WechatMood[] = []
  const sessionKeys: string[] = []

  const say = (content: object): VendorAnswer => ({ type: 'text/plain', body: JSON.stringify(content) })
  const refuse = (refusal: keyof typeof refusals) => {
    const [errcode, errmsg] = refusals[refusal]
    return say({ errcode, errmsg: `${errmsg}, rid: 6743f0a1-0a1b2c3d-4e5f6071` })
  }

  const vendor = await startVendor(({ method, url }) => {
    const mood = moods.shift()
    if (mood === 'hangUp') return 'hangUp'
    if (mood === 'html') return { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' }
    if (mood !== undefined) return refuse(mood)
    if (method !== 'GET' || url.pathname !== '/sns/jscode2session') return { status: 404, type: 'text/plain', body: '' }
    const asked = url.searchParams
    if (asked.get('appid') !== appId) return refuse('invalidAppId')
    if (asked.get('secret') !== appSecret) return refuse('invalidSecret')
    if (asked.get('grant_type') !== 'authorization_code') return refuse('invalidGrant')
    const code = codes.get(asked.get('js_code') ?? '')
    if (!code) return refuse('invalidCode')
    if (code.used) return refuse('usedCode')
    code.used = true
    const sessionKey = randomBytes(16).toString('base64')
    sessionKeys.push(sessionKey)
    return say({ session_key: sessionKey, openid: code.openid, unionid: `union-${code.openid}` })
  })
  return {
    ...vendor,
    app: { url: vendor.url, appId, appSecret },
    /** Those it has given out: none of them may be seen anywhere else. */
    sessionKeys,
    /** What `wx.login` gives to whoever has this openid. */
    codeFor(openid: string): string {
      const code = `0${randomBytes(16).toString('base64url').replaceAll(/[_-]/g, 'x')}`
      codes.set(code, { openid, used: false })
      return code
    },
    /** How it takes its next requests. */
    next: (...all: WechatMood[]) => void moods.push(...all),
  }
}
