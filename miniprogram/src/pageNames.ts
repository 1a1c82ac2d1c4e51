/** Every page, the first one first. */
export const pageNames = [
  'home',
  'login',
  'bind',
  'accounts',
  'bills',
  'bill',
  'pay',
  'payment',
  'receipts',
  'invoices',
  'invoicing',
  'outages',
  'report',
  'workorders',
  'workorder',
  'notices',
  'help',
  'article',
  'settings',
  'privacy',
] as const
/** Of the package for staff. */
export const crewPageNames = ['crew/orders', 'crew/order', 'crew/login', 'crew/password'] as const
export type PageName = (typeof pageNames)[number] | (typeof crewPageNames)[number]
