import { Worker } from 'node:worker_threads'
import type { Logger } from '#core/kernel/logger.ts'
import type { PrintedInvoice } from './printedInvoice.ts'

export interface RenderPool {
  /** @throws Error when too many wait already, it takes too long, or its thread dies: it may be asked again */
  render(invoice: PrintedInvoice): Promise<Uint8Array>
  /** Ends the threads; what waits or is in hand is refused. */
  close(): Promise<void>
}

export interface RenderPoolOptions {
  logger: Logger
  /** Threads; each is started when it is needed first. */
  size?: number
  /** Invoices that may wait for a thread. */
  mostWaiting?: number
  /** How long one may take before its thread counts as stuck, and is replaced. */
  limitMs?: number
  /** What the threads run. */
  program?: URL
}

/** What a thread answers to an invoice. */
export type RenderAnswer = { bytes: Uint8Array<ArrayBuffer> } | { error: string }

interface Task {
  invoice: PrintedInvoice
  resolve: (bytes: Uint8Array) => void
  reject: (error: Error) => void
}

interface Seat {
  thread: Worker | null
  task: Task | null
  timer: NodeJS.Timeout | null
}

const usualProgram = new URL('renderThread.ts', import.meta.url)

/** Renders invoices away from the event loop, which serves calls and requests meanwhile. Threads that die are replaced. */
export function createRenderPool(options: RenderPoolOptions): RenderPool {
  const { logger, size = 1, mostWaiting = 200, limitMs = 30_000, program = usualProgram } = options
  const seats: Seat[] = Array.from({ length: size }, () => ({ thread: null, task: null, timer: null }))
  const waiting: Task[] = []
  let closed = false

  function start(seat: Seat): Worker {
    // Not what this process was started with, nor its environment: secrets lie there.
    const thread = new Worker(program, { execArgv: [], env: {}, name: 'invoices' })
    thread.on('message', (answer: RenderAnswer) => {
      const task = free(seat)
      if (!task) return
      if ('bytes' in answer) task.resolve(answer.bytes)
      else task.reject(new Error(`the invoice could not be rendered: ${answer.error}`))
      next()
    })
    thread.on('error', (err) => logger.error({ err }, 'a thread that renders invoices failed'))
    thread.on('exit', () => {
      if (seat.thread === thread) seat.thread = null
      free(seat)?.reject(new Error('the thread that rendered the invoice ended'))
      next()
    })
    return thread
  }

  /** The seat's task is over, however it ended. */
  function free(seat: Seat): Task | null {
    const { task, timer } = seat
    if (timer) clearTimeout(timer)
    seat.task = null
    seat.timer = null
    // A thread without work keeps no process from ending.
    seat.thread?.unref()
    return task
  }

  function next() {
    for (const seat of seats) {
      if (closed || seat.task || waiting.length === 0) continue
      const task = waiting.shift() ?? null
      if (!task) return
      seat.thread ??= start(seat)
      const { thread } = seat
      seat.task = task
      seat.timer = setTimeout(() => void thread.terminate(), limitMs)
      thread.ref()
      thread.postMessage(task.invoice, [])
    }
  }

  return {
    render(invoice) {
      if (closed) return Promise.reject(new Error('the threads that render invoices were ended'))
      if (waiting.length >= mostWaiting) return Promise.reject(new Error('too many invoices wait to be rendered'))
      return new Promise((resolve, reject) => {
        waiting.push({ invoice, resolve, reject })
        next()
      })
    },
    async close() {
      closed = true
      for (const task of waiting.splice(0)) task.reject(new Error('the threads that render invoices were ended'))
      await Promise.all(seats.map(async ({ thread }) => thread?.terminate()))
    },
  }
}
