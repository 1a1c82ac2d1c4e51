import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import type { Contract } from './route.ts'

export const ResidentTokens = z
  .object({
    accessToken: z.string().meta({ description: 'JWT, ten minutes' }),
    accessExpiresAt: Instant,
    refreshToken: z.string().meta({ description: 'serves once' }),
    refreshExpiresAt: Instant,
  })
  .meta({ id: 'ResidentTokens' })

export const residentRoutes = {
  'POST /api/resident/sessions/development': {
    audience: 'public',
    summary: 'Log in by a made-up name; only in demo mode',
    body: z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,32}$/) }),
    answer: ResidentTokens,
    status: 201,
    refusals: ['resident.developmentOnly'],
    rateLimit: { most: 60, perMs: 60_000, by: 'address' },
  },
  'POST /api/resident/sessions/refresh': {
    audience: 'public',
    summary: 'New tokens for a refresh token, which serves once',
    body: z.strictObject({ refreshToken: z.string().min(1).max(200) }),
    answer: ResidentTokens,
    refusals: ['resident.tokenInvalid'],
    rateLimit: { most: 120, perMs: 60_000, by: 'address' },
  },
  'GET /api/resident/me': {
    audience: 'resident',
    summary: 'Who is logged in',
    answer: z.object({ residentId: Id }).meta({ id: 'ResidentMe' }),
  },
  'DELETE /api/resident/sessions/current': {
    audience: 'resident',
    summary: 'Log out: the refresh tokens of this log-in end',
    status: 204,
  },
} satisfies Contract
