import type { Answer, Hours, OutageAnswer } from '#callcenter/calls/call.ts'
import { fen, sum } from '#core/kernel/fen.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { PromptName } from './prompts.ts'
import { amount, count, digitByDigit, moment, monthAndDay, type Sentence } from './sentences.ts'

type AnswerTo<Ask extends Answer['ask']> = Extract<Answer, { ask: Ask }>

/** Since when, until when; an end that has passed is not promised any more. */
export function outageSentence(outage: OutageAnswer, at: number): Sentence {
  const { own, kind, begun, beginsAt, expectedEndAt } = outage
  const what: PromptName = `outage-${own ? 'own' : 'other'}-${kind}`
  const end: Sentence =
    expectedEndAt === null || expectedEndAt <= at
      ? ['outage-end-unknown']
      : ['outage-ends', ...moment(expectedEndAt, at), ...(begun ? [] : (['store-water'] as const))]
  return [what, begun ? 'outage-began' : 'outage-begins', ...moment(beginsAt, at), ...end]
}

export const outageAnswer = ({ outage }: AnswerTo<'outage'>, at: number): Sentence =>
  outage ? outageSentence({ ...outage, own: true }, at) : ['no-outage']

/** All that is owed with its late fee, how many bills that is, the latest one, and what is in the account. */
export function billAnswer({ owed, lateFee, prepayment, bills, latest }: AnswerTo<'bill'>): Sentence {
  const owing: Sentence =
    owed + lateFee > 0
      ? [
          'bill-owed',
          ...amount(sum([owed, lateFee])),
          ...(bills > 0 ? (['bill-count', ...count(bills), 'bill-count-unit'] as const) : []),
          ...(lateFee > 0 ? (['bill-late-fee', ...amount(lateFee)] as const) : []),
        ]
      : ['bill-nothing-owed']
  const newest: Sentence = latest
    ? [
        'bill-latest',
        ...amount(fen(Math.max(0, latest.amount))),
        ...(owed > 0 ? (['bill-due', ...monthAndDay(businessDate(latest.dueOn))] as const) : []),
      ]
    : []
  return [...owing, ...newest, 'bill-prepayment', ...amount(fen(Math.max(0, prepayment)))]
}

/** Position, expected wait (in whole minutes, up to an hour; no promise beyond), and what can be keyed instead. */
export function queueSentence(
  { ahead, agents, waitMs }: AnswerTo<'queue'>,
  choices: 'all' | 'voicemail' | 'none',
): Sentence {
  const choice: Sentence =
    choices === 'none' ? ['one-moment'] : [choices === 'all' ? 'queue-choice' : 'queue-choice-no-callback']
  if (agents === 0) return ['no-agents', ...choice]
  const place: Sentence = ahead === 0 ? ['queue-next'] : ['queue-ahead', ...count(ahead), 'queue-people']
  return [...place, ...waiting(waitMs), ...choice]
}

function waiting(waitMs: number | null): Sentence {
  if (waitMs === null || waitMs > 3_600_000) return []
  if (waitMs < 60_000) return ['queue-wait-short']
  return ['queue-wait', ...count(Math.ceil(waitMs / 60_000)), 'minutes']
}

/** 人工服务将开始于明天上午八点; nothing when it is not known. */
export const openingSentence = ({ opensAt }: Hours, at: number): Sentence =>
  opensAt === null || opensAt <= at ? [] : ['opens-at', ...moment(opensAt, at)]

export const callbackOffer = (number: string): Sentence => [
  'callback-number',
  ...digitByDigit(number),
  'callback-confirm',
]
