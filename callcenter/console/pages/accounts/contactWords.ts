import { callOutcomes } from '#core/contract/calls.ts'
import { callPhases } from '../../format/words.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { voicemailStates } from '../voicemails/voicemailWords.ts'

export type Contact = Answer<'GET /api/staff/accounts/:accountId/contacts'>[number]

export const contactChannels: Record<Contact['channel'], string> = {
  call: '电话',
  voicemail: '留言',
  workOrder: '工单',
  notice: '通知',
}

const callWords: Readonly<Record<string, string>> = { ...callPhases, ...callOutcomes }
const voicemailWords: Readonly<Record<string, string>> = voicemailStates

/** Of a call or a message the hub tells what became of it, or how far it is. */
export const contactText = ({ channel, text }: Pick<Contact, 'channel' | 'text'>): string =>
  channel === 'call' ? (callWords[text] ?? '通话') : channel === 'voicemail' ? (voicemailWords[text] ?? '留言') : text
