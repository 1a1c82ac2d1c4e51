import type { Answer } from '../../hub/useAnswer.ts'

export type CallerPage = Answer<'GET /api/staff/calls/:callId/caller'>
export type CallerAccount = CallerPage['accounts'][number]

const queriesOf: Readonly<Record<string, string>> = {
  leak: '漏水 爆管',
  noWater: '停水',
  lowPressure: '水压低',
  quality: '水质 发黄',
  meter: '水表',
  cover: '井盖',
  billing: '水费 账单',
}

/** What articles are looked for before the agent has typed anything: by what is reported, else by how things stand. */
export function fittingQuery(kind: string | undefined, account: CallerAccount | undefined): string {
  const byKind = kind === undefined ? undefined : queriesOf[kind]
  if (byKind !== undefined) return byKind
  if ((account?.outages.length ?? 0) > 0) return '停水'
  if ((account?.arrears.total ?? 0) > 0) return '欠费 缴费'
  return '水费'
}

/** What is probably reported; undefined where nothing speaks for any. */
export function likelyKind(account: CallerAccount | undefined): 'noWater' | undefined {
  return account?.outages.some(({ begun }) => begun) === true ? 'noWater' : undefined
}

/** The account that a call is about: the hub's word, else the only one there is. */
export function accountInHand(page: CallerPage, said: string | null): CallerAccount | undefined {
  return page.accounts.find(({ id }) => id === said) ?? (page.accounts.length === 1 ? page.accounts[0] : undefined)
}
