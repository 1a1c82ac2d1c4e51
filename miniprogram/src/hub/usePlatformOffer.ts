import { platform } from '../platform'
import type { Answer } from './contract.ts'
import { type Question, useQuestion } from './useQuestion.ts'
import { useHub } from './useHub.ts'

export type PlatformOffer = Answer<'GET /api/resident/platforms/:platform'>
export type PaymentChannel = PlatformOffer['paymentChannels'][number]

/** How this hub lets people of this platform in, and pay. */
export function usePlatformOffer(): Question<PlatformOffer> {
  const { call } = useHub()
  return useQuestion('platform', () =>
    call('GET /api/resident/platforms/:platform', { params: { platform: platform.name } }),
  )
}
