import { describe, expect, it } from 'vitest'
import {
  configuration,
  contractPurity,
  corePurity,
  dependencies,
  foreignFolders,
  injectedTime,
  miniprogramTypes,
  oneTransaction,
  provingTests,
  shortFiles,
  tellingNames,
} from './rules.ts'
import { importsOf, pathsUnder, readSources, topFolders } from './sources.ts'

const paths = pathsUnder(topFolders())
const sources = readSources(paths)

const rules = {
  dependencies,
  miniprogramTypes,
  corePurity,
  contractPurity,
  oneTransaction,
  configuration,
  injectedTime,
  shortFiles,
  provingTests,
}
const sentences: Record<keyof typeof rules, string> = {
  dependencies: 'lets dependencies point one way: gateway, callcenter → knowledge, invoices → core',
  miniprogramTypes: 'lets the mini-program take nothing but types, and those from the contract',
  corePurity: 'keeps HTTP, telephony and vendors out of core',
  contractPurity: 'keeps server code out of the contract',
  oneTransaction: 'opens transactions by database.transaction alone',
  configuration: 'reads the environment in configuration alone',
  injectedTime: 'gives core its time and its chance',
  shortFiles: 'has no file of more than 300 lines',
  provingTests: 'has no test file that expects nothing',
}
const named = Object.entries(rules).map(([name, rule]) => ({ sentence: sentences[name as keyof typeof rules], rule }))

describe('The house', () => {
  it('was read', () => {
    expect(sources.map(({ path }) => path)).toContain('core/kernel/database.ts')
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100)
  })

  it('has the folders of the plan and no other', () => {
    expect(foreignFolders(topFolders())).toEqual([])
  })

  it('has names that say something', () => {
    expect(tellingNames(paths)).toEqual([])
  })

  it.each(named)('$sentence', ({ rule }) => {
    expect(rule(sources)).toEqual([])
  })
})

/** What must be found, and what must not; code as a line or several. */
const cases: { rule: keyof typeof rules; path: string; wrong: string[]; right: string[] }[] = [
  {
    rule: 'dependencies',
    path: 'core/billing/issueBills.ts',
    wrong: [
      "import { app } from '#gateway/app.ts'",
      "import type { Call } from '#callcenter/calls/call.ts'",
      "export * from '#knowledge/search.ts'",
      "import '#invoices/issue.ts'",
      "import {\n  a,\n  b,\n} from '../../gateway/app.ts'",
      "const app = await import('#gateway/app.ts')",
      "import { databases } from '#test/databases.ts'",
    ],
    right: [
      "import { post } from '#core/ledger/post.ts'",
      "import { bill } from './bill.ts'",
      "// import { app } from '#gateway/app.ts'",
      "/*\nimport { app } from '#gateway/app.ts'\n*/",
    ],
  },
  {
    rule: 'dependencies',
    path: 'core/billing/issueBills.test.ts',
    wrong: ["import { app } from '#gateway/app.ts'"],
    right: ["import { databases } from '#test/databases.ts'"],
  },
  {
    rule: 'dependencies',
    path: 'knowledge/search.ts',
    wrong: ["import { issue } from '#invoices/issue.ts'", "import { app } from '#gateway/app.ts'"],
    right: ["import type { SearchEngine } from '#core/knowledge/searchEngine.ts'"],
  },
  {
    rule: 'dependencies',
    path: 'gateway/routes/calls.ts',
    wrong: ["import { calls } from '#callcenter/calls/calls.ts'"],
    right: ["import { issue } from '#invoices/issue.ts'"],
  },
  {
    rule: 'dependencies',
    path: 'gateway/main.ts',
    wrong: ["import { databases } from '#test/databases.ts'"],
    right: ["import { openCallcenter } from '#callcenter/openCallcenter.ts'"],
  },
  {
    rule: 'dependencies',
    path: 'callcenter/calls/call.ts',
    wrong: ["import { app } from '#gateway/app.ts'", "import { app } from '../../gateway/app.ts'"],
    right: ["import { findAccount } from '#core/accounts/findAccount.ts'"],
  },
  {
    rule: 'dependencies',
    path: 'miniprogram/src/api.ts',
    wrong: ["import type { Bill } from '../../core/billing/bill.ts'", "import { a } from '#core/contract/index.ts'"],
    right: ["import type { HubContract } from '@contract/index.ts'", "import Taro from '@tarojs/taro'"],
  },
  {
    rule: 'miniprogramTypes',
    path: 'miniprogram/src/api.ts',
    wrong: ["import { contract } from '@contract/index.ts'", "import { type A, b } from '@contract/index.ts'"],
    right: ["import type { HubContract } from '@contract/index.ts'"],
  },
  {
    rule: 'corePurity',
    path: 'core/payments/startPayment.ts',
    wrong: ["import Koa from 'koa'", "import { Server } from 'socket.io'", "import http from 'node:http'"],
    right: ["import { z } from 'zod'", "import mysql from 'mysql2/promise'", "import { join } from 'node:path'"],
  },
  {
    rule: 'contractPurity',
    path: 'core/contract/payments.ts',
    wrong: ["import { EntitySchema } from 'typeorm'", "import { bill } from '../billing/bill.ts'"],
    right: ["import { z } from 'zod'", "import { Fen } from '../kernel/fen.ts'", "import { route } from './route.ts'"],
  },
  {
    rule: 'oneTransaction',
    path: 'core/billing/issueBills.ts',
    wrong: [
      'await dataSource.transaction(work)',
      'tx.dataSource.manager\n  .transaction(work)',
      'runner.startTransaction()',
    ],
    right: ['await database.transaction(work)', "// dataSource.transaction() isn't for you"],
  },
  {
    rule: 'configuration',
    path: 'gateway/app.ts',
    wrong: ["process.env['PORT']", 'const { env } = process', "import { env } from 'node:process'", "process['env']"],
    right: ["throw new Error('set process.env to …')", 'const { port } = config'],
  },
  { rule: 'configuration', path: 'gateway/config.ts', wrong: [], right: ['process.env'] },
  {
    rule: 'injectedTime',
    path: 'core/outages/openOutage.ts',
    wrong: ['Date.now()', 'const at = new Date()', 'new Date', 'Math.random()', '`${Date.now()}`', 'sort(Date.now)'],
    right: ['new Date(instant)', 'clock()', "'Date.now()'", 'Date.parse(text)'],
  },
  { rule: 'injectedTime', path: 'core/kernel/clock.ts', wrong: [], right: ['Date.now()'] },
  { rule: 'shortFiles', path: 'core/a.ts', wrong: ['\n'.repeat(300) + 'a'], right: ['\n'.repeat(299) + 'a\n'] },
  {
    rule: 'provingTests',
    path: 'core/a.test.ts',
    wrong: ["import { expect, it } from 'vitest'\nit('expects (', () => {})"],
    right: ["import { expect, it } from 'vitest'\nit('is', () => expect(1).toBe(1))"],
  },
]

describe('A rule', () => {
  it.each(cases)('finds what breaks it: $rule in $path', ({ rule, path, wrong, right }) => {
    const offenders = (text: string) => rules[rule]([{ path, text }])
    expect(wrong.filter((text) => offenders(text).length === 0)).toEqual([])
    expect(right.filter((text) => offenders(text).length > 0)).toEqual([])
    for (const text of wrong) expect(offenders(text)[0]).toMatch(new RegExp(`^${path}: .`))
  })

  it('finds folders that are not of the plan', () => {
    expect(foreignFolders(['core', 'shared'])).toEqual(['shared/: is no folder of the hub'])
  })

  it('finds names that say nothing', () => {
    const right = ['core/billing/', 'core/billing/bill.table.ts', 'core/connections/commonMain.ts']
    const wrong = ['core/utils/', 'gateway/helpers.ts', 'core/staff/staffManager.ts', 'test/misc/']
    expect(tellingNames([...right, ...wrong])).toHaveLength(wrong.length)
  })
})
