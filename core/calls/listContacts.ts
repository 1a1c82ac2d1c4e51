import type { z } from 'zod'
import type { Contact } from '#core/contract/calls.ts'
import type { Database } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { numberForms } from './numberForms.ts'

type Shown = z.input<typeof Contact>
export type ContactChannel = Shown['channel']
type ContactRow = Omit<Shown, 'at'> & { at: string | number }

export interface ContactsOf {
  accountIds: readonly string[]
  /** The telephone number of somebody; empty when it was withheld. */
  number?: string
  /** A call that is not to be among them. */
  exceptCallId?: string
  channels?: readonly ContactChannel[]
  most?: number
}

/**
 * What has been between the utility and a number or accounts, newest first: calls, messages that
 * they left, work orders and what they were sent.
 */
export async function listContacts(
  { database }: { database: Database },
  { accountIds, number = '', exceptCallId = '', channels, most = 20 }: ContactsOf,
): Promise<Shown[]> {
  const forms = numberForms(number)
  const byNumber = (column: string) => (forms.length === 0 ? '1 = 0' : `${column} in ${placeholders(forms)}`)
  const byAccount = (column: string) => (accountIds.length === 0 ? '1 = 0' : `${column} in ${placeholders(accountIds)}`)
  const queries = {
    call: () =>
      database.read.query<ContactRow[]>(
        `select 'call' as channel, id, startedAt as at, coalesce(outcome, phase) as text from call_record
          where id <> ? and (${byNumber('number')} or ${byAccount('accountId')}) order by startedAt desc limit ?`,
        [exceptCallId, ...forms, ...accountIds, most],
      ),
    voicemail: () =>
      database.read.query<ContactRow[]>(
        `select 'voicemail' as channel, id, takenAt as at, state as text from voicemail
          where (callId is null or callId <> ?) and (${byNumber('callerNumber')} or ${byAccount('accountId')})
          order by takenAt desc limit ?`,
        [exceptCallId, ...forms, ...accountIds, most],
      ),
    workOrder: () =>
      database.read.query<ContactRow[]>(
        `select 'workOrder' as channel, id, createdAt as at, description as text from work_order
          where ${byNumber('contactPhone')} or ${byAccount('accountId')} order by createdAt desc limit ?`,
        [...forms, ...accountIds, most],
      ),
    notice: () =>
      database.read.query<ContactRow[]>(
        `select 'notice' as channel, n.id, n.createdAt as at, m.title as text from notice n
           join message m on m.id = n.messageId where ${byAccount('n.accountId')} order by n.createdAt desc limit ?`,
        [...accountIds, most],
      ),
  }
  const wanted = channels ?? (['call', 'voicemail', 'workOrder', 'notice'] as const)
  const found = (await Promise.all(wanted.map((channel) => queries[channel]()))).flat()
  return found
    .map((row) => ({ ...row, at: Number(row.at), text: row.text.slice(0, 200) }))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, most)
}
