import { callOutcomes } from '#core/contract/calls.ts'
import { callPhases } from '../../format/words.ts'
import type { Answer } from '../../hub/useAnswer.ts'

export type Contact = Answer<'GET /api/staff/accounts/:accountId/contacts'>[number]

export const contactChannels: Record<Contact['channel'], string> = { call: '电话', workOrder: '工单', notice: '通知' }

const callWords: Readonly<Record<string, string>> = { ...callPhases, ...callOutcomes }

/** Of a call the hub tells how it ended, or how far it is. */
export const contactText = ({ channel, text }: Pick<Contact, 'channel' | 'text'>): string =>
  channel === 'call' ? (callWords[text] ?? '通话') : text
