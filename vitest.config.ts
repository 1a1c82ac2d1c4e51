import { defineConfig } from 'vitest/config'

const folders = '{core,gateway,knowledge,invoices,callcenter,test}'

/** The endings of test files that need more than Node, each a project with a set-up of its own. */
const needing = {
  db: { globalSetup: './test/services/db.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 },
  search: { globalSetup: './test/services/search.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 },
  // The built packages of WeChat and Alipay, run in Node: a folder for SQLite files is all they need.
  package: { globalSetup: './test/services/browser.setup.ts', testTimeout: 60_000, hookTimeout: 60_000 },
  browser: { globalSetup: './test/services/browser.setup.ts', testTimeout: 120_000, hookTimeout: 120_000 },
  // Calls take the time that they take.
  phone: { globalSetup: './test/services/phone.setup.ts', testTimeout: 60_000, hookTimeout: 60_000 },
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${folders}/**/*.test.ts`, 'miniprogram/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...Object.keys(needing).map((ending) => `**/*.${ending}.test.ts`)],
        },
      },
      ...Object.entries(needing).map(([name, options]) => ({
        test: { name, include: [`${folders}/**/*.${name}.test.ts`], ...options },
      })),
    ],
  },
})
