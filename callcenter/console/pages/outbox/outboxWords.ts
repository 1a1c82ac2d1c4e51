const topics: Readonly<Record<string, string>> = {
  'bills.issued': '账单开出',
  'bill.cancelled': '账单作废',
  'billingRun.finished': '开账完成',
  'money.received': '收款入账',
  'receipt.reversed': '收款冲正',
  'invoice.requested': '申请开票',
  'outage.announced': '停水发布',
  'outage.changed': '停水变更',
  'outage.restored': '停水恢复',
  'outage.cancelled': '停水取消',
  'workorder.changed': '工单进展',
  'voicemail.kept': '收到留言',
  'voicemail.changed': '留言处理',
  'article.published': '知识发布',
}

/** What people call what happened; an event that has no word here is one of the system's own. */
export const topicWord = (topic: string): string => topics[topic] ?? '系统事件'

const jobs: Readonly<Record<string, string>> = {
  'billing.run': '开账',
  'outages.notify': '发送停水通知',
}

export const jobWord = (job: string): string => jobs[job] ?? '定时任务'
