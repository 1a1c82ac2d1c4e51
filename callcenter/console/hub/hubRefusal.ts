interface Problem {
  code?: string
  detail?: string
  requestId?: string
  issues?: readonly { path?: unknown; message?: string }[]
  data?: Readonly<Record<string, unknown>>
}

/** What the hub answered instead, or that it could not be reached (status 0). The message is a Chinese sentence. */
export class HubRefusal extends Error {
  readonly status: number
  /** Stable; `hub.unreachable` when there was no answer at all. */
  readonly code: string
  /** What a person gives the colleagues who look into it; null when there is none. */
  readonly requestId: string | null
  readonly data: Readonly<Record<string, unknown>>

  constructor(status: number, { code, detail, requestId, issues, data }: Problem) {
    const said = issues?.map(({ message }) => message).filter((message) => message !== undefined) ?? []
    super(said.length > 0 ? said.join('；') : (detail ?? '系统没有给出说明'))
    this.status = status
    this.code = code ?? 'hub.unknown'
    this.requestId = requestId ?? null
    this.data = data ?? {}
  }

  static async of(answer: Response): Promise<HubRefusal> {
    const problem = (await answer.json().catch(() => ({ detail: `服务器返回 ${answer.status}` }))) as Problem
    return new HubRefusal(answer.status, problem)
  }

  /** Trying again may help, without anybody doing anything. */
  get passing(): boolean {
    return this.status === 0 || this.status === 503
  }
}

export const unreachable = () =>
  new HubRefusal(0, { code: 'hub.unreachable', detail: '连不上服务器，请检查网络后重试' })

export const isRefusal = (error: unknown, code: string): error is HubRefusal =>
  error instanceof HubRefusal && error.code === code

/** For people, of whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof HubRefusal ? error.message : '页面出错了，请刷新后重试'
