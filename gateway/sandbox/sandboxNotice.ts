import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { Fen } from '#core/kernel/fen.ts'
import { channelNoticeUnreadable, channelSignatureInvalid } from './sandbox.errors.ts'
import { isSignedBySandbox, type ReceivedHeaders } from './sandboxSignature.ts'

export interface SandboxNotice {
  paymentId: string
  transactionId: string
  amount: Fen
  /** Epoch ms, by the vendor's clock. */
  paidAt: number
}

const Notice = z.object({
  event: z.literal('order.paid'),
  orderNumber: z.string().min(1).max(64),
  transactionId: z.string().min(1).max(64),
  amount: Fen.refine((value) => value > 0),
  paidAt: z.int(),
})

/** What must be answered, with 200, once the notice is booked; anything else brings it again. */
export const sandboxNoticeTaken = 'success'

/**
 * What a notice of the vendor says, from the raw bytes as they came. It may come many times: whoever books it keys the
 * receipt by the transaction. `publicKey` is the vendor's, `now` in epoch ms.
 * @throws DomainError `channel.signatureInvalid` for what is not the vendor's, including its probes, and for what is
 * older than five minutes; `channel.noticeUnreadable`
 */
export function readSandboxNotice(
  publicKey: KeyObject,
  headers: ReceivedHeaders,
  bytes: Uint8Array,
  now: number,
): SandboxNotice {
  if (!isSignedBySandbox(publicKey, headers, bytes, now)) throw channelSignatureInvalid()
  return parseSandboxNotice(bytes)
}

/** The same for bytes whose signature is proven already. @throws DomainError `channel.noticeUnreadable` */
export function parseSandboxNotice(bytes: Uint8Array): SandboxNotice {
  const result = Notice.safeParse(parse(bytes))
  if (!result.success) throw channelNoticeUnreadable()
  const { orderNumber: paymentId, transactionId, amount, paidAt } = result.data
  return { paymentId, transactionId, amount, paidAt }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
