const names: Readonly<Record<string, string>> = { sandbox: '手机缴费（演示）', counter: '自来水营业厅' }

/** A partner's code is for machines; whose counter it was, the person knows. */
export const channelName = (channel: string): string => names[channel] ?? '银行代收'
