import type { NoticeTopic } from '#core/contract/notices.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import type { Recipient } from '#core/notices/newNotice.ts'
import { type Preferences, usualPreferences, wantsSms, wantsTopic } from '#core/notices/preferences.ts'

/** A row that says what somebody chose; both null where they chose nothing. */
interface Chosen {
  sms: number | null
  mutedTopics: string | null
}

const choiceOf = ({ sms, mutedTopics }: Chosen): Preferences =>
  sms === null || mutedTopics === null
    ? usualPreferences
    : { sms: Number(sms) === 1, mutedTopics: JSON.parse(mutedTopics) as NoticeTopic[] }

/**
 * A step: the people of some accounts, each once a channel, as far as they want to know of the topic. In the app the
 * residents who are bound; by SMS their telephones, and the one on file. A telephone gets nothing once anybody has
 * declined who is known to hold it: as their own, or because its code has proven their ownership.
 */
export async function recipientsOf(
  tx: Transaction,
  accountIds: readonly string[],
  topic: NoticeTopic,
): Promise<Recipient[]> {
  if (accountIds.length === 0) return []
  const onFile: { accountId: string; phone: string }[] = await tx.query(
    `select a.id as accountId, c.phone from account a join customer c on c.id = a.customerId
      where a.id in ${placeholders(accountIds)} and c.phone is not null order by a.id`,
    [...accountIds],
  )
  const bound: (Chosen & { accountId: string; residentId: string; phone: string | null })[] = await tx.query(
    `select b.accountId, b.residentId, r.phone, p.sms, p.mutedTopics
       from binding b join resident r on r.id = b.residentId
       left join notice_preference p on p.residentId = r.id
      where b.accountId in ${placeholders(accountIds)} and r.deletedAt is null order by b.accountId, b.residentId`,
    [...accountIds],
  )
  const found = new Map<string, Recipient>()
  const add = (recipient: Recipient) => {
    const known = `${recipient.channel} ${recipient.recipient}`
    if (!found.has(known)) found.set(known, recipient)
  }
  for (const { accountId, residentId, ...chosen } of bound)
    if (wantsTopic(choiceOf(chosen), topic)) add({ channel: 'app', recipient: residentId, residentId, accountId })
  const ownPhones = bound.flatMap(({ accountId, residentId, phone }) =>
    phone === null ? [] : [{ accountId, residentId, phone }],
  )
  const phones = [...ownPhones, ...onFile.map((row) => ({ ...row, residentId: null }))]
  const declined = await declining(tx, [...new Set(phones.map(({ phone }) => phone))], topic)
  for (const { phone, residentId, accountId } of phones)
    if (!declined.has(phone)) add({ channel: 'sms', recipient: phone, residentId, accountId })
  return [...found.values()]
}

/** Those of the telephones whose holder wants no text message of this topic. */
async function declining(tx: Transaction, phones: readonly string[], topic: NoticeTopic): Promise<Set<string>> {
  if (phones.length === 0) return new Set()
  const list = placeholders(phones)
  const held: (Chosen & { phone: string })[] = await tx.query(
    `select r.phone, p.sms, p.mutedTopics
       from resident r join notice_preference p on p.residentId = r.id
      where r.phone in ${list} and r.deletedAt is null
     union all
     select c.phone, p.sms, p.mutedTopics
       from customer c join account a on a.customerId = c.id
       join binding b on b.accountId = a.id and b.proof = 'phoneCode'
       join resident r on r.id = b.residentId and r.deletedAt is null
       join notice_preference p on p.residentId = r.id
      where c.phone in ${list}`,
    [...phones, ...phones],
  )
  return new Set(held.filter((row) => !wantsSms(choiceOf(row), topic)).map(({ phone }) => phone))
}
