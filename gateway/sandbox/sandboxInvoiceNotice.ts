import { z } from 'zod'
import type { InvoiceResult } from '#invoices/issuing/receiveInvoiceResult.ts'
import type { RedResult } from '#invoices/redLetters/receiveRedResult.ts'
import { channelNoticeUnreadable } from './sandbox.errors.ts'
import { AnsweredInvoice, AnsweredRedForm } from './sandboxTaxPlatform.ts'

const Notice = z.union([
  z.intersection(z.object({ event: z.literal('invoice.answered') }), AnsweredInvoice),
  z.intersection(z.object({ event: z.literal('redForm.answered') }), AnsweredRedForm),
])

export type SandboxInvoiceNotice =
  | { about: 'invoice'; requestNumber: string; result: InvoiceResult }
  | { about: 'redForm'; formNumber: string; result: RedResult }

/**
 * What the sandbox says of an invoice or a red form, from bytes whose signature is proven. It may come many times.
 * @throws DomainError `channel.noticeUnreadable` also for one that says nothing yet
 */
export function parseInvoiceNotice(bytes: Uint8Array): SandboxInvoiceNotice {
  const { data } = Notice.safeParse(parse(bytes))
  if (!data) throw channelNoticeUnreadable()
  if (data.event === 'invoice.answered') {
    if (data.state === 'issuing') throw channelNoticeUnreadable()
    return { about: 'invoice', requestNumber: data.requestNumber, result: data }
  }
  if (data.state === 'open') throw channelNoticeUnreadable()
  return {
    about: 'redForm',
    formNumber: data.formNumber,
    result: data.state === 'confirmed' ? data : { state: 'lapsed' },
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
