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

/** Where the residents' app runs: as a mini-program of WeChat or of Alipay, or in a browser. */
const AppPlatform = z.enum(['wechat', 'alipay', 'h5'])

export const ResidentPlatform = z
  .object({
    logIn: z
      .enum(['platform', 'development'])
      .nullable()
      .meta({ description: 'by the code of the platform, by a made-up name (demo), or null: not from here' }),
    paymentChannels: z
      .array(z.object({ channel: z.string(), words: z.string() }))
      .meta({ description: 'how one can pay from here, the first choice first; `words` are Chinese' }),
  })
  .meta({ id: 'ResidentPlatform' })

export const residentRoutes = {
  'GET /api/resident/platforms/:platform': {
    audience: 'public',
    summary: 'What this hub offers to the app on a platform: how to log in, how to pay',
    params: z.object({ platform: AppPlatform }),
    answer: ResidentPlatform,
  },
  'POST /api/resident/sessions': {
    audience: 'public',
    summary: 'Log in by the code of a platform: of `wx.login`, of `my.getAuthCode`',
    body: z.strictObject({ platform: z.enum(['wechat', 'alipay']), code: z.string().regex(/^[\w-]{1,128}$/) }),
    answer: ResidentTokens,
    status: 201,
    refusals: [
      'resident.platformNotOffered',
      'resident.codeInvalid',
      'resident.codeUsed',
      'resident.platformBlocked',
      'resident.platformBusy',
    ],
    // By address: whole districts of a mobile network share one, and each code is worth one log-in only.
    rateLimit: { most: 300, perMs: 60_000, by: 'address' },
  },
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
  'DELETE /api/resident/me': {
    audience: 'resident',
    summary: 'Be forgotten: bindings, saved titles and wishes go, all log-ins end; who comes again is somebody new',
    status: 204,
    refusals: ['resident.unknown'],
  },
  'DELETE /api/resident/sessions/current': {
    audience: 'resident',
    summary: 'Log out: the refresh tokens of this log-in end',
    status: 204,
  },
} satisfies Contract
