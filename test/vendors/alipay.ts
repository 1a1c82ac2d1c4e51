import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { startVendor, type VendorAnswer } from './vendorServer.ts'

export type AlipayMood =
  | 'busy'
  | 'hangUp'
  | 'html'
  | 'otherKey'
  | 'changedAfterSigning'
  | 'unsigned'
  | 'openId'
  | 'refused'

/** A server that speaks Alipay's `alipay.system.oauth.token` for one app, with RSA2 both ways. */
export async function startAlipay() {
  const appId = '2021000122600000'
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { userId: string; used: boolean }>()
  const moods: AlipayMood[] = []

  function answer(node: string, content: object, mood?: AlipayMood): VendorAnswer {
    // With a space and an escaped slash: the signature is over the text as it stands.
    const text = JSON.stringify(content).replaceAll('/', '\\/').replace('":', '": ')
    const { privateKey } = mood === 'otherKey' ? stranger : own
    const signature = sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64')
    const sent = mood === 'changedAfterSigning' ? text.replace(/208800000000\d/, '2088000000009') : text
    const signed = mood === 'unsigned' ? '' : `,"sign":"${signature}"`
    return { type: 'text/html;charset=utf-8', body: `{"${node}":${sent}${signed}}` }
  }
  const refuse = (code: string, msg: string, subCode: string, subMsg: string) =>
    answer('error_response', { code, msg, sub_code: subCode, sub_msg: subMsg })

  const vendor = await startVendor(({ method, url, contentType, body }) => {
    const mood = moods.shift()
    if (mood === 'hangUp') return 'hangUp'
    if (mood === 'html') return { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' }
    if (mood === 'busy') return refuse('20000', 'Service Currently Unavailable', 'isp.unknow-error', '系统繁忙')
    if (mood === 'refused') return refuse('40002', 'Invalid Arguments', 'isv.code-invalid', '授权码code无效')
    const isForm = contentType.startsWith('application/x-www-form-urlencoded')
    if (method !== 'POST' || !isForm) return refuse('40001', 'Missing Method', 'isv.missing-method', '缺少方法名参数')
    const asked = Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)])
    if (asked['app_id'] !== appId) return refuse('40002', 'Invalid Arguments', 'isv.invalid-app-id', '无效的AppID参数')
    if (!isSigned(asked, merchant.publicKey))
      return refuse('40002', 'Invalid Arguments', 'isv.invalid-signature', '无效签名')
    if (asked['method'] !== 'alipay.system.oauth.token' || asked['sign_type'] !== 'RSA2' || asked['version'] !== '1.0')
      return refuse('40002', 'Invalid Arguments', 'isv.invalid-method', '不存在的方法名')
    if (!isNow(asked['timestamp']))
      return refuse('40002', 'Invalid Arguments', 'isv.invalid-timestamp', '非法的时间戳参数')
    const code = asked['grant_type'] === 'authorization_code' ? codes.get(asked['code'] ?? '') : undefined
    if (!code || code.used) return refuse('40002', 'Invalid Arguments', 'isv.code-invalid', '授权码code无效')
    code.used = true
    const person = mood === 'openId' ? { open_id: code.userId } : { user_id: code.userId }
    const token = randomBytes(20).toString('hex')
    return answer(
      'alipay_system_oauth_token_response',
      { ...person, access_token: token, expires_in: '3600', re_expires_in: '3600', refresh_token: token },
      mood,
    )
  })
  return {
    ...vendor,
    app: { url: `${vendor.url}/gateway.do`, appId, privateKey: merchant.privateKey, alipayPublicKey: own.publicKey },
    /** What `my.getAuthCode` gives to whoever has this number. */
    codeFor(userId: string): string {
      const code = randomBytes(16).toString('hex')
      codes.set(code, { userId, used: false })
      return code
    },
    /** How it takes its next requests. */
    next: (...all: AlipayMood[]) => void moods.push(...all),
  }
}

/** The merchant's RSA2 over the sorted parameters, without `sign`. */
function isSigned(asked: Readonly<Record<string, string>>, key: Parameters<typeof verify>[2]): boolean {
  const names = Object.keys(asked).filter((name) => name !== 'sign' && asked[name] !== '')
  const content = names
    .toSorted()
    .map((name) => `${name}=${asked[name]}`)
    .join('&')
  return verify('RSA-SHA256', Buffer.from(content), key, Buffer.from(asked['sign'] ?? '', 'base64'))
}

/** A time of China, within ten minutes of this machine's. */
const isNow = (timestamp = '') =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(timestamp) &&
  Math.abs(Date.parse(`${timestamp.replace(' ', 'T')}+08:00`) - Date.now()) < 600_000
