import type { Answer, Question } from '#callcenter/calls/call.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { accountOfNumber } from '#core/calls/accountOfNumber.ts'
import { proveAccount } from '#core/calls/proveAccount.ts'
import { answerEntry, findOwnOutage } from '#core/hotline/answerEntry.ts'
import { isOpen, opensAt } from '#core/hotline/isOpen.ts'
import { readHotline } from '#core/hotline/readHotline.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { expectedWait } from './expectedWait.ts'

interface Deps {
  database: Database
  clock: Clock
}

/** Whose question it is. */
export interface Asker {
  callId: string
  number: string
  queuedAt: number | null
}

/** What the hub knows, for the IVR to say. Nothing here changes anything, but that a guess that was wrong is counted. */
export async function answerQuestion(deps: Deps, asker: Asker, question: Question): Promise<Answer> {
  const { database, clock } = deps
  switch (question.ask) {
    case 'entry':
      return answerEntry(deps, asker.number)
    case 'outage':
      return { ask: 'outage', outage: await findOwnOutage(database.read, [question.accountId], clock()) }
    case 'bill':
      return answerBill(deps, question.accountId)
    case 'proof':
      return { ask: 'proof', ...(await proveAccount(deps, { callerNumber: asker.number, ...question })) }
    case 'place':
      return { ask: 'place', accountId: await accountOfNumber(deps, question.accountNumber) }
    case 'queue': {
      const { settings } = await readHotline(database.read)
      const now = clock()
      const hours = { open: isOpen(settings, now), opensAt: opensAt(settings, now) }
      return { ask: 'queue', ...hours, ...(await expectedWait(deps, asker)) }
    }
  }
}

async function answerBill(deps: Deps, accountId: string): Promise<Answer> {
  const debt = await getDebt(deps, accountId)
  const [account]: { prepayment: string | number }[] = await deps.database.read.query(
    'select prepayment from account where id = ?',
    [accountId],
  )
  const [latest]: { amount: string | number; dueOn: string }[] = await deps.database.read.query(
    "select amount, dueOn from bill where accountId = ? and state <> 'cancelled' order by toDate desc, id desc limit 1",
    [accountId],
  )
  return {
    ask: 'bill',
    owed: debt.outstanding,
    lateFee: debt.lateFee,
    prepayment: fen(Number(account?.prepayment ?? 0)),
    bills: debt.bills.length,
    latest: latest ? { amount: fen(Number(latest.amount)), dueOn: latest.dueOn } : null,
  }
}
