import { z } from 'zod'
import { invalidRequest, type Issue } from './refused.ts'

const { localeError: chinese } = z.locales.zhCN()

/** What is wrong in the words of whoever filled it in; the rest in zod's own Chinese. */
function sentence(issue: Parameters<typeof chinese>[0]) {
  if (issue.code === 'invalid_type' && issue.input === undefined) return '此项必填'
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return '此项不能为空'
  if (issue.code === 'unrecognized_keys') return `含有未知字段：${issue.keys.join('、')}`
  return chinese(issue)
}
const speaking = { error: sentence }
const mostIssues = 100

/** Checks one part and adds what is wrong with it to `issues`; what it returns then is worth nothing. */
export function collect<S extends z.ZodType>(
  part: Issue['in'],
  schema: S,
  value: unknown,
  issues: Issue[],
): z.output<S> {
  const result = schema.safeParse(value, speaking)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues.slice(0, mostIssues))
    issues.push({ in: part, path: path.map(String).join('.'), message })
  return undefined as z.output<S>
}

/** For bytes that a handler has to make sense of by itself, such as a notice of a channel. @throws Refused 422 */
export function check<S extends z.ZodType>(part: Issue['in'], schema: S, value: unknown): z.output<S> {
  const issues: Issue[] = []
  const checked = collect(part, schema, value, issues)
  if (issues.length > 0) throw invalidRequest(issues)
  return checked
}
