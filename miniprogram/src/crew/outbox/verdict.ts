import { HubError, tell } from '../../hub/hubError.ts'
import type { Reason } from './work.ts'

/** What a failed request means for what was sent by it. */
export type Verdict =
  /** Nobody knows whether it arrived: it is sent again, not before `afterMs` where the hub says so. */
  | { kind: 'again'; afterMs: number | null; words: string }
  /** The hub wants to know first who it is. */
  | { kind: 'logIn' }
  | { kind: 'refused'; reason: Reason }

export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof HubError) || !error.problem) return { kind: 'again', afterMs: null, words: tell(error).title }
  const { status, code, data } = error.problem
  if (status === 401) return { kind: 'logIn' }
  if (status === 429 || status === 408 || status >= 500) {
    // A full phone is nothing that waiting helps against.
    if (code === 'phone.full') return { kind: 'refused', reason: { code, words: tell(error).title } }
    const seconds = data?.['retryAfterSeconds']
    return { kind: 'again', afterMs: typeof seconds === 'number' ? seconds * 1_000 : null, words: tell(error).title }
  }
  return { kind: 'refused', reason: { code, words: wordsFor(code, tell(error).title) } }
}

const wordsFor = (code: string, title: string): string => known[code] ?? title

const known: Readonly<Record<string, string>> = {
  'workOrder.unknown': '这个工单已经派给别的班组，不再由您处理',
  'workOrder.anothers': '这个工单已经由另一位同事处理',
  'staff.forbidden': '您现在没有处理工单的权限，请联系调度员',
  'upload.unknown': '照片没有保存在系统里，请再提交一次',
}
