/**
 * A refusal that HTTP knows and the business does not: a body too large, a method that is not there. `sentence` is
 * Chinese, for people.
 */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly sentence: string
  readonly more: RefusedMore

  constructor(status: number, code: string, sentence: string, more: RefusedMore = {}) {
    super(code)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.sentence = sentence
    this.more = more
  }
}

export interface RefusedMore {
  headers?: Readonly<Record<string, string>>
  data?: Readonly<Record<string, unknown>>
  issues?: readonly Issue[]
}

/** One fault of a request. `path` leads to it inside its part: `lines.0.amount`; empty for the part as a whole. */
export interface Issue {
  in: 'path' | 'query' | 'body'
  path: string
  message: string
}

/** The client hung up before its request was complete: nobody is there to be answered. */
export class ClientGone extends Error {
  constructor() {
    super('the client has gone')
    this.name = 'ClientGone'
  }
}

export const malformedPath = () => new Refused(400, 'request.malformedPath', '请求地址格式有误')
export const malformedJson = () => new Refused(400, 'request.malformedJson', '请求内容不是有效的 JSON')
export const notAuthenticated = () => new Refused(401, 'request.unauthenticated', '请先登录')
export const crossSite = () => new Refused(403, 'request.crossSite', '不接受来自其他网站的请求')
export const pageForbidden = () => new Refused(403, 'request.forbidden', '无权访问')
export const pathUnknown = () => new Refused(404, 'request.pathUnknown', '请求的地址不存在')
export const methodUnknown = (allow: string) =>
  new Refused(405, 'request.methodUnknown', '该地址不支持此请求方式', { headers: { Allow: allow } })
export const bodyTooLarge = (limit: number) =>
  new Refused(413, 'request.bodyTooLarge', '请求内容过大', { data: { limit } })
export const wrongMediaType = (expected: string) =>
  new Refused(415, 'request.wrongMediaType', '不支持的内容类型', { data: { expected } })
export const rangeUnsatisfiable = (size: number) =>
  new Refused(416, 'request.rangeUnsatisfiable', '请求的范围超出文件', {
    headers: { 'Content-Range': `bytes */${size}` },
  })
export const invalidRequest = (issues: readonly Issue[]) =>
  new Refused(422, 'request.invalid', '提交的内容有误', { issues })
export const tooManyRequests = (retryAfterSeconds: number) =>
  new Refused(429, 'request.tooMany', '操作过于频繁，请稍后再试', {
    headers: { 'Retry-After': String(retryAfterSeconds) },
    data: { retryAfterSeconds },
  })
