/** What the hub answers instead of what was asked for: RFC 9457 problem details. */
export interface Problem {
  status: number
  /** Stable: programs act on it. */
  code: string
  /** A Chinese sentence. */
  detail: string
  requestId?: string
  data?: Readonly<Record<string, unknown>>
  issues?: readonly { in: string; path: string; message: string }[]
}

/** A request that came to nothing: `problem` is the hub's word, null when none was heard. */
export class HubError extends Error {
  readonly problem: Problem | null
  constructor(problem: Problem | null, reason: string) {
    super(reason)
    this.name = 'HubError'
    this.problem = problem
  }
}

/** The network did not carry the request there, or its answer back: whether the hub has acted is not known. */
export const unheard = (reason: string) => new HubError(null, reason)

/** What an answer of this status means. The body is the hub's problem, or a stranger's page from in between. */
export function refusalOf(status: number, body: unknown): HubError {
  const known = isProblem(body) ? body : { code: 'answer.strange', detail: '系统暂时没有正常答复，请稍后再试' }
  return new HubError({ ...known, status }, known.code)
}

export const codeOf = (error: unknown): string | null =>
  error instanceof HubError ? (error.problem?.code ?? null) : null

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body

/** What a person is told of a failure. */
export interface Told {
  kind: 'offline' | 'login' | 'forbidden' | 'missing' | 'failed'
  /** What happened. */
  title: string
  /** What they can do. */
  advice: string
  /** To be told to the hotline; null when the hub never heard of the request. */
  reference: string | null
}

export function tell(error: unknown): Told {
  const problem = error instanceof HubError ? error.problem : null
  if (!problem) {
    const title = error instanceof HubError ? '网络连接不上' : '页面出了点问题'
    const advice = error instanceof HubError ? '请检查手机网络后再试' : '请重试，仍不行请拨打 966566'
    return { kind: error instanceof HubError ? 'offline' : 'failed', title, advice, reference: null }
  }
  const reference = problem.requestId === undefined ? null : shortReference(problem.requestId)
  const title = [problem.detail, ...(problem.issues ?? []).map(({ message }) => message).filter(isChinese)].join('：')
  const { kind, advice } = meaningOf(problem)
  return { kind, title, advice, reference }
}

/** What is read out over the telephone: of the long ids that the hub makes, the beginning finds the request. */
const shortReference = (requestId: string): string =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(requestId) ? requestId.slice(0, 8).toUpperCase() : requestId

const saysWhatToDo = (detail: string) => detail.includes('请')

function meaningOf({ status, detail, data }: Problem): Pick<Told, 'kind' | 'advice'> {
  if (status === 401) return { kind: 'login', advice: '请重新登录后再试' }
  if (status === 403) return { kind: 'forbidden', advice: '如有疑问请拨打 966566' }
  if (status === 404)
    return {
      kind: 'missing',
      advice: saysWhatToDo(detail) ? '仍不行请拨打 966566' : '请核对后再试，或拨打 966566 询问',
    }
  if (status === 429 || status === 503) return { kind: 'failed', advice: waitAdvice(data?.['retryAfterSeconds']) }
  if (status >= 500) return { kind: 'failed', advice: '请稍后再试，仍不行请拨打 966566 并报出编号' }
  return { kind: 'failed', advice: saysWhatToDo(detail) ? '仍不行请拨打 966566' : '请检查填写的内容后再试' }
}

function waitAdvice(seconds: unknown): string {
  if (typeof seconds !== 'number') return '请稍后再试，急事请拨打 966566'
  if (seconds < 90) return `请 ${Math.max(1, Math.ceil(seconds))} 秒后再试`
  if (seconds < 5_400) return `请 ${Math.ceil(seconds / 60)} 分钟后再试`
  return `请 ${Math.ceil(seconds / 3_600)} 小时后再试，急事请拨打 966566`
}

/** A schema's own words are English, and for programs. */
const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)
