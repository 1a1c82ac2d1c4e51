import { z } from 'zod'
import { checkTree } from './checkTree.ts'
import { prompts, type PromptName } from './prompts.ts'

const Prompt = z.enum(Object.keys(prompts) as [PromptName, ...PromptName[]])
const Prompts = z.array(Prompt).min(1)
export const Key = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'])
export type Key = z.output<typeof Key>
/** The name of another node. */
const Next = z.string()
const attempts = z.int().positive()

const Node = z.discriminatedUnion('kind', [
  /** One way while an agent can be had by the opening hours, another when not. */
  z.strictObject({ kind: z.literal('gate'), open: Next, closed: Next }),
  /** `otherwise`: when as many attempts brought no key that is known. */
  z.strictObject({
    kind: z.literal('menu'),
    prompts: Prompts,
    keys: z.partialRecord(Key, Next),
    attempts,
    otherwise: Next,
  }),
  /** `opening`: adds when agents can be had again. A key of a menu that follows already counts. */
  z.strictObject({ kind: z.literal('say'), prompts: Prompts, opening: z.boolean().optional(), next: Next }),
  /**
   * Digits: an account's number (`place`, for what is no secret), and with `proof` the last four of the telephone on
   * file, too. # ends the number, * begins it anew, # alone goes `back`.
   */
  z.strictObject({
    kind: z.literal('ask'),
    question: z.enum(['place', 'proof']),
    attempts,
    found: Next,
    back: Next,
    otherwise: Next,
  }),
  /** Reads an answer about the caller's account; which one that is must be asked by `ask` when it is not known. */
  z.strictObject({ kind: z.literal('lookUp'), question: z.enum(['outage', 'bill']), ask: Next, next: Next }),
  /** A message after the beep, ended by # or by hanging up; of less than `minSeconds` nothing is kept. */
  z.strictObject({
    kind: z.literal('record'),
    purpose: z.enum(['voicemail', 'repair']),
    prompts: Prompts,
    minSeconds: z.int().positive(),
    maxSeconds: z.int().positive().max(600),
    attempts,
    next: Next,
    otherwise: Next,
  }),
  /** Waits for an agent; 1 and 2 lead to `callback` and `voicemail`, `closed` is for who comes outside opening hours. */
  z.strictObject({ kind: z.literal('queue'), callback: Next, voicemail: Next, closed: Next }),
  /** Offers to call back; whoever does not confirm by 1 goes `back` to the same place. */
  z.strictObject({ kind: z.literal('callback'), next: Next, back: Next }),
  z.strictObject({ kind: z.literal('hangUp') }),
])
export type IvrNode = z.output<typeof Node>
export type IvrNodeOf<Kind extends IvrNode['kind']> = Extract<IvrNode, { kind: Kind }>

/**
 * What callers can meet. Every node that is named exists, every node can be reached from an entry, and whoever keys
 * nothing comes to an end, or to the queue, without meeting a node twice.
 */
export const Ivr = z
  .strictObject({
    /**
     * Where a caller begins: within opening hours, outside of them, and when the number is blocked. The first two are
     * followed by the announcement of an outage, when there is one.
     */
    entry: z.strictObject({ open: Next, closed: Next, refused: Next }),
    nodes: z.record(z.string(), Node),
  })
  .superRefine((ivr, context) => {
    for (const { path, message } of checkTree(ivr)) context.addIssue({ code: 'custom', path: [...path], message })
  })
export type Ivr = z.output<typeof Ivr>
