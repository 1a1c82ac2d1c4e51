import { client, type Outgoing } from '#core/contract/client.ts'
import type { HubContract } from '#core/contract/index.ts'
import type { RequestOf } from '#core/contract/route.ts'
import { HubRefusal, unreachable } from './hubRefusal.ts'

export type RouteKey = keyof HubContract
export type Request<Key extends RouteKey> = RequestOf<HubContract[Key]>

export interface AskOptions {
  signal?: AbortSignal
}

/** Below it the difference is the road's, and what a `Date` header rounds off. */
const smallestSkewMs = 2_000

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array

/** The hub as the console asks it: by the session's cookie, from its own origin. Rejects with `HubRefusal`. */
export function createHub() {
  let skewMs = 0

  async function send({ method, path, body }: Outgoing, { signal }: AskOptions = {}): Promise<unknown> {
    const content = body === undefined ? {} : { body: isBytes(body) ? body : JSON.stringify(body) }
    const type = isBytes(body) ? 'application/octet-stream' : 'application/json'
    const headers = body === undefined ? {} : { 'Content-Type': type }
    const answer = await fetch(path, { method, headers, ...content, ...(signal && { signal }) }).catch(
      (error: unknown) => {
        throw signal?.aborted === true ? error : unreachable()
      },
    )
    learnTime(answer)
    if (!answer.ok) throw await HubRefusal.of(answer)
    if (answer.status === 204) return undefined
    return answer.headers.get('content-type')?.includes('json')
      ? answer.json()
      : new Uint8Array(await answer.arrayBuffer())
  }

  function learnTime(answer: Response) {
    const told = Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(told)) return
    const skew = told - Date.now()
    skewMs = Math.abs(skew) > smallestSkewMs ? skew : 0
  }

  return {
    ask: client<HubContract, AskOptions>(send),
    /** Epoch ms as the hub has it: the clock of an office's machine may be minutes off. */
    now: () => Date.now() + skewMs,
  }
}
export type Hub = ReturnType<typeof createHub>
export type Ask = Hub['ask']
