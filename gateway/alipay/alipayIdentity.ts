import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#core/kernel/clock.ts'
import type { IdentityPlatform } from '#core/residents/identityPlatform.ts'
import { codeInvalid, platformBusy } from '#core/residents/residents.errors.ts'
import { contentToSign, isSignedText, nodeText, signText } from './alipaySignature.ts'

export interface AlipayApp {
  /** `https://openapi.alipay.com/gateway.do`. */
  url: string
  appId: string
  /** The merchant's. */
  privateKey: KeyObject
  /** Alipay's. */
  alipayPublicKey: KeyObject
  clock: Clock
  /** For one call, ms. */
  limitMs?: number
}

const method = 'alipay.system.oauth.token'

const Token = z.object({
  user_id: z.string().min(1).max(64).optional(),
  /** What apps of newer date get instead of the user's number. */
  open_id: z.string().min(1).max(64).optional(),
})
const Failure = z.object({ code: z.string(), sub_code: z.string().optional() })

/**
 * Alipay's `alipay.system.oauth.token`: a request signed with RSA2 over its parameters, and an answer that counts only
 * with Alipay's signature over the text of its node. Used and unknown codes are one refusal there.
 */
export function createAlipayIdentity(app: AlipayApp): IdentityPlatform {
  return {
    async identify(code) {
      const answer = await ask(app, code)
      const token = signedNode(app, answer, 'alipay_system_oauth_token_response')
      if (token === null) throw refusalOf(signedNode(app, answer, 'error_response'))
      const known = Token.safeParse(token)
      const platformId = known.data?.user_id ?? known.data?.open_id
      // Business failures come under the method's own name, too.
      if (platformId === undefined) throw refusalOf(token)
      return platformId
    },
  }
}

async function ask({ url, appId, privateKey, clock, limitMs = 5_000 }: AlipayApp, code: string): Promise<string> {
  const common = {
    app_id: appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: timestampOf(clock()),
    version: '1.0',
  }
  const own = { grant_type: 'authorization_code', code }
  const signature = signText(privateKey, contentToSign({ ...common, ...own }))
  // The common ones in the address: Alipay has to know the charset before it reads the body.
  const query = new URLSearchParams({ ...common, sign: signature })
  const signal = AbortSignal.timeout(limitMs)
  try {
    const response = await fetch(`${url}?${query.toString()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams(own).toString(),
      redirect: 'error',
      signal,
    })
    if (response.ok) return await response.text()
    throw platformBusy('alipay', `status ${response.status}`)
  } catch (error) {
    throw error instanceof TypeError || signal.aborted
      ? platformBusy('alipay', signal.aborted ? 'timeout' : 'network')
      : error
  }
}

/** What a node says that Alipay has signed; null where there is none. @throws DomainError when the signature is wrong */
function signedNode({ alipayPublicKey }: AlipayApp, answer: string, name: string): unknown {
  const text = nodeText(answer, name)
  if (text === null) return null
  const signature = /"sign"\s*:\s*"([A-Za-z0-9+/=\\]+)"/.exec(answer.replace(text, ''))?.[1]?.replaceAll('\\', '')
  if (signature === undefined || !isSignedText(alipayPublicKey, text, signature))
    throw platformBusy('alipay', `signature${signature === undefined ? ' missing' : ''}`)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw platformBusy('alipay', 'answer')
  }
}

function refusalOf(answer: unknown) {
  const failure = Failure.safeParse(answer)
  if (!failure.success) return platformBusy('alipay', 'answer')
  const reason = failure.data.sub_code ?? failure.data.code
  return reason === 'isv.code-invalid' ? codeInvalid() : platformBusy('alipay', reason)
}

/** As Alipay writes times: of China, `2026-11-24 09:30:00`. */
function timestampOf(now: number): string {
  const shifted = new Date(now + 8 * 3_600_000).toISOString()
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)}`
}
