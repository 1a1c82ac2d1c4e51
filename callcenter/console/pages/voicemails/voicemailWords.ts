import type { VoicemailPurpose, VoicemailState } from '#core/contract/voicemails.ts'

export const voicemailStates: Record<VoicemailState, string> = { new: '待处理', assigned: '处理中', done: '已办结' }
export const voicemailPurposes: Record<VoicemailPurpose, string> = { voicemail: '留言', repair: '语音报修' }

/** What is asked anew when something was done with a message. */
export const voicemailKeys = ['GET /api/staff/voicemails/:voicemailId', 'GET /api/staff/voicemails'] as const
