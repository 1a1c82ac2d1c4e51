import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Permission } from '#core/contract/permissions.ts'
import { newId } from '#core/kernel/id.ts'

export interface ConsolePage {
  /** Of its pictures. */
  name: string
  /** As it stands in pages.tsx. */
  route: string
  /** Under which it is looked at; `route` unless told. */
  address?: string
  /** Null: for everybody who works here. */
  needs: Permission | null
  /** What it says where there is nothing; null: it is about one thing, or asks for something to be filled in. */
  none: string | null
  /** It has something to show, and a use, whatever the hub answers. */
  asksNothing?: true
}

/** Every page of the console. One that is not described here fails the tests of pages. */
export const consolePages: readonly ConsolePage[] = [
  { name: 'home', route: '', needs: null, none: null, asksNothing: true },
  { name: 'call-none', route: 'call/:callId?', address: 'call', needs: 'call.take', none: null, asksNothing: true },
  { name: 'call', route: 'call/:callId?', needs: 'call.take', none: '没有登记这个号码' },
  { name: 'voicemails', route: 'voicemails', needs: 'voicemail.read', none: '没有留言' },
  { name: 'voicemail', route: 'voicemails/:voicemailId', needs: 'voicemail.read', none: null },
  { name: 'calls', route: 'calls', needs: 'call.read', none: '没有符合条件的通话' },
  { name: 'call-record', route: 'calls/:callId', needs: 'call.read', none: '没有转到话务员' },
  { name: 'board', route: 'board', needs: 'call.supervise', none: '现在没有通话' },
  { name: 'workorders', route: 'workorders', needs: 'workorder.read', none: '没有符合条件的工单' },
  {
    name: 'workorders-board',
    route: 'workorders',
    address: 'workorders?view=board',
    needs: 'workorder.read',
    none: '没有待派单的工单',
  },
  {
    name: 'workorders-map',
    route: 'workorders',
    address: 'workorders?view=map',
    needs: 'workorder.read',
    none: '没有未办结的工单',
  },
  { name: 'workorder-new', route: 'workorders/new', needs: 'workorder.write', none: null, asksNothing: true },
  { name: 'workorder', route: 'workorders/:workOrderId', needs: 'workorder.read', none: null },
  { name: 'accounts', route: 'accounts', address: 'accounts?q=100000', needs: 'account.read', none: '没有找到' },
  { name: 'account-bills', route: 'accounts/:accountId', needs: 'account.read', none: '还没有账单' },
  ...(
    [
      ['water', '还没有抄表记录'],
      ['receipts', '还没有缴过费'],
      ['invoices', '还没有开过发票'],
      ['contacts', '还没有联系过'],
      ['workorders', '此户还没有工单'],
      ['outages', '此户没有停过水'],
    ] as const
  ).map(([tab, none]) => ({
    name: `account-${tab}`,
    route: 'accounts/:accountId',
    address: `accounts/:accountId?tab=${tab}`,
    needs: 'account.read' as const,
    none,
  })),
  { name: 'outages', route: 'outages', needs: 'outage.read', none: '没有符合条件的停水' },
  { name: 'outage-new', route: 'outages/new', needs: 'outage.write', none: null, asksNothing: true },
  { name: 'outage', route: 'outages/:outageId', needs: 'outage.read', none: null },
  { name: 'outage-plan', route: 'outages/:outageId/plan', needs: 'outage.write', none: null },
  { name: 'articles', route: 'articles', needs: null, none: '还没有发布的条目' },
  {
    name: 'article-search',
    route: 'articles',
    address: 'articles?q=水费',
    needs: null,
    none: '没有与“水费”有关的条目',
  },
  { name: 'articles-edit', route: 'articles/edit', needs: 'article.write', none: '没有符合条件的条目' },
  { name: 'article-new', route: 'articles/edit/new', needs: 'article.write', none: null, asksNothing: true },
  { name: 'article', route: 'articles/:slug', needs: null, none: null },
  { name: 'article-edit', route: 'articles/edit/:articleId', needs: 'article.write', none: null },
  { name: 'reports', route: 'reports', needs: 'call.supervise', none: '这些日子没有来电' },
  {
    name: 'work-reports',
    route: 'work-reports',
    needs: 'workorder.dispatch',
    none: '这段时间没有符合条件的工单',
  },
  { name: 'receipts', route: 'receipts', needs: 'payment.read', none: '没有符合条件的收款' },
  { name: 'partner-days', route: 'receipts/partner-days', needs: 'ledger.read', none: '这段时间没有扎帐' },
  { name: 'receipt', route: 'receipts/:receiptId', needs: 'payment.read', none: '没有销任何账单' },
  { name: 'billing-runs', route: 'billing-runs', needs: 'billingRun.read', none: '还没有开过账' },
  { name: 'billing-run', route: 'billing-runs/:runId', needs: 'billingRun.read', none: null },
  { name: 'reviews', route: 'reviews', needs: 'reading.review', none: '没有待审核的读数' },
  { name: 'waivers', route: 'waivers', needs: 'lateFee.approve', none: '没有待审批的减免' },
  {
    name: 'waivers-approved',
    route: 'waivers',
    address: 'waivers?state=approved',
    needs: 'lateFee.approve',
    none: '没有已批准的减免',
  },
  { name: 'ledger', route: 'ledger', needs: 'ledger.read', none: '还没有记过账' },
  { name: 'staff', route: 'staff', needs: 'staff.read', none: '没有符合条件的员工' },
  { name: 'units', route: 'staff/units', needs: 'staff.read', none: '没有可以查看的部门' },
  { name: 'roles', route: 'staff/roles', needs: 'staff.read', none: '还没有角色' },
  { name: 'audit', route: 'audit', needs: 'audit.read', none: '没有符合条件的记录' },
  { name: 'outbox', route: 'outbox', needs: 'outbox.manage', none: '没有失败的任务' },
  { name: 'settings', route: 'settings', needs: 'hotline.manage', none: null },
  {
    name: 'settings-versions',
    route: 'settings',
    address: 'settings?tab=versions',
    needs: 'hotline.manage',
    none: '还没有人改过热线设置',
  },
  {
    name: 'settings-blocked',
    route: 'settings',
    address: 'settings?tab=blocked',
    needs: 'hotline.manage',
    none: '没有拦截任何号码',
  },
  { name: 'tariffs', route: 'tariffs', needs: 'tariff.read', none: '还没有发布过水价' },
  { name: 'partners', route: 'partners', needs: 'partner.manage', none: '还没有代收机构' },
  { name: 'me', route: 'me', needs: null, none: null, asksNothing: true },
  { name: 'nowhere', route: '*', address: 'no-such-page', needs: null, none: null, asksNothing: true },
]

/** Where it is looked at, with an id for every variable: one of these, or one that exists nowhere. */
export const addressOf = (
  { route, address = route }: ConsolePage,
  ids: Readonly<Record<string, string>> = {},
): string =>
  `/${address.replaceAll(/:(\w+)(\?(?=$|\/))?/g, (_, name: string) => ids[name] ?? newId(1_700_000_000_000))}`

/** The routes of the console, as it has them. */
export function routesOfConsole(): string[] {
  const source = readFileSync(join(import.meta.dirname, '../../callcenter/console/pages/pages.tsx'), 'utf8')
  return [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, route = '']) => route)
}
