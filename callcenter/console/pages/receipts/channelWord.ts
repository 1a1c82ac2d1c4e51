const own: Readonly<Record<string, string>> = {
  counter: '营业厅',
  sandbox: '测试支付',
  wechat: '微信支付',
  alipay: '支付宝',
}

/** What people call a channel that money comes by: `营业厅`, a bank's name. */
export const channelWord = (channel: string, partnerName: string | null): string =>
  partnerName ?? own[channel] ?? '代收机构'
