import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { type Child, startChild } from './child.ts'
import type { Size } from './size.ts'

export const databaseKinds = ['sqlite', 'mariadb'] as const
export type BenchDatabase = (typeof databaseKinds)[number]

/** What the parts of the benchmark need to take their figures. */
export interface Bench {
  size: Size
  /** The address of a database without tables. */
  newDatabase(kind: BenchDatabase, name: string): Promise<string>
  start<Order, Question, Answer>(program: string, order: Order): Child<Question, Answer>
  /** Tells whoever waits what is being done. */
  say(what: string): void
  /** Ends all processes that were started. */
  close(): Promise<void>
}

export interface BenchPlace {
  size: Size
  /** Of a server whose user may make databases. */
  mariadbUrl: string
  folder: string
  profiles?: string | undefined
  say(what: string): void
}

export function createBench({ size, mariadbUrl, folder, profiles, say }: BenchPlace): Bench {
  const children: { end(): Promise<void> }[] = []
  const newDatabase = {
    sqlite: async (name: string) => `sqlite:${join(folder, `${name}.db`)}`,
    async mariadb(name: string) {
      const connection = await mysql.createConnection(mariadbUrl.replace('mariadb:', 'mysql:'))
      await connection.query(`create or replace database bench_${name}`)
      await connection.end()
      return new URL(`/bench_${name}`, mariadbUrl).href
    },
  }
  return {
    size,
    newDatabase: (kind, name) => newDatabase[kind](name),
    start(program, order) {
      const child = startChild<typeof order, never, never>(program, order, {
        log: join(folder, 'output.log'),
        profiles,
      })
      children.push(child)
      return child
    },
    say,
    close: async () => void (await Promise.all(children.map((child) => child.end()))),
  }
}
