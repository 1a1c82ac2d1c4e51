import { defineConfig } from 'vitest/config'

const ending = ['db', 'phone', 'browser', 'search'].join('|')

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,gateway,knowledge,invoices,callcenter,test}/**/*.test.ts'],
          exclude: [`**/*.@(${ending}).test.ts`, '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{core,gateway,knowledge,invoices,callcenter,test}/**/*.db.test.ts'],
        },
      },
    ],
  },
})
