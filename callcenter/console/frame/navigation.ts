import type { Permission } from '#core/contract/permissions.ts'

export interface Place {
  path: string
  name: string
  /** Null: for everybody who works here. */
  needs: Permission | null
  /** It has to be held for the whole utility. */
  wholly?: true
}

/** By job, in the sequence in which people see them. */
const jobs: readonly { job: string; places: readonly Place[] }[] = [
  {
    job: '受理',
    places: [
      { path: '/call', name: '来电处理', needs: 'call.take' },
      { path: '/voicemails', name: '语音信箱', needs: 'voicemail.read' },
      { path: '/calls', name: '通话记录', needs: 'call.read' },
      { path: '/board', name: '实时看板', needs: 'call.supervise' },
    ],
  },
  { job: '工单', places: [{ path: '/workorders', name: '工单查询', needs: 'workorder.read' }] },
  {
    job: '用户与账务',
    places: [
      { path: '/accounts', name: '用户查询', needs: 'account.read' },
      { path: '/receipts', name: '收费查询', needs: 'payment.read' },
      { path: '/billing-runs', name: '开账', needs: 'billingRun.read' },
      { path: '/reviews', name: '读数审核', needs: 'reading.review' },
      { path: '/waivers', name: '减免审批', needs: 'lateFee.approve' },
      { path: '/ledger', name: '总账核对', needs: 'ledger.read', wholly: true },
      { path: '/tariffs', name: '水价', needs: 'tariff.read' },
    ],
  },
  { job: '停水与管网', places: [{ path: '/outages', name: '停水信息', needs: 'outage.read' }] },
  { job: '知识库', places: [{ path: '/articles', name: '知识条目', needs: null }] },
  {
    job: '统计',
    places: [
      { path: '/reports', name: '话务统计', needs: 'call.supervise' },
      { path: '/work-reports', name: '工单统计', needs: 'workorder.dispatch' },
    ],
  },
  {
    job: '管理',
    places: [
      { path: '/staff', name: '员工与角色', needs: 'staff.read' },
      { path: '/settings', name: '热线设置', needs: 'hotline.manage' },
      { path: '/partners', name: '代收机构', needs: 'partner.manage', wholly: true },
      { path: '/audit', name: '审计', needs: 'audit.read' },
      { path: '/outbox', name: '失败任务', needs: 'outbox.manage', wholly: true },
    ],
  },
]

type May = (permission: Permission) => boolean

/** What somebody may go to; a job in which they may do nothing is left out. `mayWholly` is for the whole utility. */
export const placesFor = (may: May, mayWholly: May) =>
  jobs
    .map(({ job, places }) => ({
      job,
      places: places.filter(({ needs, wholly }) => needs === null || (wholly ? mayWholly : may)(needs)),
    }))
    .filter(({ places }) => places.length > 0)

/** The place that an address belongs to: `/calls/01…` to `/calls`, and not to `/call`. */
export const placeOf = (path: string): string => `/${path.split('/')[1] ?? ''}`
