import { z } from 'zod'
import { line } from './fields.ts'
import type { Contract } from './route.ts'

export const exportRoutes = {
  'POST /api/staff/exports': {
    audience: 'staff',
    permission: null,
    summary: 'Write down that one makes a file of a list, before one does',
    body: z.strictObject({
      list: line(64).meta({ description: 'what people call it' }),
      place: line(2_000).meta({ description: 'the address at which it is shown, with what it is narrowed down to' }),
      rows: z.int().min(0).max(1_000_000),
    }),
    status: 204,
  },
} satisfies Contract
