import { z } from 'zod'

/** What a member of staff may do; each is granted with a role at an organisation unit, and holds for its sub-units. */
export const permissions = [
  'account.read',
  'account.write',
  'reading.write',
  'reading.review',
  'tariff.read',
  'tariff.write',
  'bill.read',
  'bill.correct',
  'billingRun.read',
  'billingRun.start',
  'lateFee.propose',
  'lateFee.approve',
  'payment.read',
  'payment.book',
  'payment.reverse',
  'ledger.read',
  'invoice.read',
  'invoice.reverse',
  'partner.manage',
  'outage.read',
  'outage.write',
  'outage.announce',
  'workorder.read',
  'workorder.write',
  'workorder.dispatch',
  'article.write',
  'article.publish',
  'staff.read',
  'staff.manage',
  'audit.read',
  'outbox.manage',
] as const
export const Permission = z.enum(permissions)
export type Permission = (typeof permissions)[number]
