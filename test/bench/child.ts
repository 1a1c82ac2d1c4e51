import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

/** A process of the benchmark, asked one question after the other. */
export interface Child<Question, Answer> {
  /** @throws Error with what went wrong in the process, or how it ended */
  ask(question: Question): Promise<Answer>
  end(): Promise<void>
}

type Reply<Answer> = { answer: Answer } | { failure: string }

export interface ChildOptions {
  /** Where what it prints is appended. */
  log: string
  /** The folder for a profile of what it does with its processor, where that is wanted. */
  profiles?: string | undefined
}

/**
 * Starts a program of this folder with an order, which it reads as JSON from its first argument. It ends with this process, however that ends.
 */
export function startChild<Order, Question, Answer>(
  program: string,
  order: Order,
  { log, profiles }: ChildOptions,
): Child<Question, Answer> {
  const output = openSync(log, 'a')
  const profiling =
    profiles === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${program}-${randomUUID()}.cpuprofile`]
  const child = spawn(process.execPath, [...profiling, join(import.meta.dirname, program), JSON.stringify(order)], {
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  closeSync(output)
  const gone = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(String(signal ?? code))))
  return {
    async ask(question) {
      const reply = await exchange<Answer>(child, question, gone)
      if ('failure' in reply) throw new Error(`${program}: ${reply.failure}`)
      return reply.answer
    },
    async end() {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}

function exchange<Answer>(child: ChildProcess, question: unknown, gone: Promise<string>): Promise<Reply<Answer>> {
  return new Promise((resolve) => {
    child.once('message', resolve)
    void gone.then((how) => resolve({ failure: `ended: ${how}` }))
    if (child.connected) child.send({ question })
  })
}

/** The other side: answers its parent until that is gone. */
export function answerParent<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', ({ question }: { question: Question }) => {
    const tell = (reply: Reply<Answer>) => void process.send?.(reply)
    answer(question).then(
      (value) => tell({ answer: value }),
      (error: unknown) => tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.on('disconnect', () => process.exit())
  if (!process.connected) process.exit()
  // A Ctrl-C reaches the whole group; the parent decides when this process ends.
  process.on('SIGINT', () => undefined)
}

/** What `startChild` was told. */
export const orderOf = <Order>(): Order => JSON.parse(process.argv[2] ?? '{}') as Order
