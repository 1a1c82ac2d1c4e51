/** What the dialplan says by itself while no hub is there. */
export const offlinePrompts = {
  'offline-greeting':
    '您好，这里是供水服务热线，现在暂时无法接通。请在提示音后留下姓名、地址和事由，说完按井号键或者直接挂机，我们会尽快回电。',
  'offline-thanks': '您的留言已经收到，感谢您的来电，再见。',
} as const
