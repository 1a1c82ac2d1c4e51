import { defineConfig } from 'vitest/config'

const folders = '{core,gateway,knowledge,invoices,callcenter,test}'

/** The endings of test files that need more than Node, each a project with a set-up of its own. */
const needing = {
  db: { globalSetup: './test/services/db.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 },
  search: { globalSetup: './test/services/search.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 },
  // A tap that Chromium takes while one page gives way to another is lost on a loaded machine; a person taps again.
  browser: { globalSetup: './test/services/browser.setup.ts', testTimeout: 120_000, hookTimeout: 120_000, retry: 2 },
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
