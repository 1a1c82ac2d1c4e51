import { z } from 'zod'
import type { IdentityPlatform } from '#core/residents/identityPlatform.ts'
import { codeInvalid, codeUsed, platformBlocked, platformBusy } from '#core/residents/residents.errors.ts'

export interface WechatApp {
  /** `https://api.weixin.qq.com`, without a slash at the end. */
  url: string
  appId: string
  appSecret: string
  /** For both attempts together, ms. */
  limitMs?: number
}

/** Of what WeChat answers nothing else is taken: the session key, which decrypts what phones send, ends here. */
const Answer = z.object({ openid: z.string().min(1).max(64).optional(), errcode: z.int().optional() })

const busy = -1

/**
 * WeChat's `auth.code2Session` (GET /sns/jscode2session). Trying again after a failure of the network is safe: a code
 * that has served meanwhile is refused, and the app brings another.
 */
export function createWechatIdentity(app: WechatApp): IdentityPlatform {
  const { limitMs = 5_000 } = app
  return {
    async identify(code) {
      const signal = AbortSignal.timeout(limitMs)
      const first = await ask(app, code, signal)
      const again = (typeof first === 'string' || first.errcode === busy) && !signal.aborted
      const answer = again ? await ask(app, code, signal) : first
      if (typeof answer === 'string') throw platformBusy('wechat', answer)
      if (answer.errcode !== undefined && answer.errcode !== 0) throw refusalOf(answer.errcode)
      if (answer.openid === undefined) throw platformBusy('wechat', 'answer')
      return answer.openid
    },
  }
}

/** The answer, or in a word why there is none. Of an error of `fetch` nothing is kept: its address holds the secret. */
async function ask({ url, appId, appSecret }: WechatApp, code: string, signal: AbortSignal) {
  const query = new URLSearchParams({
    appid: appId,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  })
  try {
    const response = await fetch(`${url}/sns/jscode2session?${query.toString()}`, { redirect: 'error', signal })
    if (!response.ok) return `status ${response.status}`
    // WeChat says text/plain, and means JSON.
    const parsed = Answer.safeParse(JSON.parse(await response.text()))
    return parsed.success ? parsed.data : 'answer'
  } catch {
    return signal.aborted ? 'timeout' : 'network'
  }
}

function refusalOf(errcode: number) {
  if (errcode === 40_029) return codeInvalid()
  if (errcode === 40_163) return codeUsed()
  if (errcode === 40_226) return platformBlocked('wechat')
  // -1 and 45011 (too often) pass; 40013 and 40125 are wrong settings, which the reason tells.
  return platformBusy('wechat', `errcode ${errcode}`)
}
