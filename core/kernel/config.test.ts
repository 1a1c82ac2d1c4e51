import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseConfig } from './config.ts'
import { StartError } from './startError.ts'

const schema = z.object({
  HUB_PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  HUB_MODE: z.enum(['demo', 'production']).default('demo'),
  HUB_JWT_SECRET: z.string().min(32).meta({ description: 'signs the sessions of residents' }),
  DATABASE_URL: z.string().optional(),
})
const secret = 'a-secret-of-more-than-thirty-two-letters'

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(schema, env)
  } catch (error) {
    if (error instanceof StartError) return error.faults
    throw error
  }
  return []
}

describe('the settings of a process', () => {
  it('are parsed, filled in where they may be left out, and frozen', () => {
    const config = parseConfig(schema, { HUB_PORT: '9000', HUB_JWT_SECRET: secret, PATH: '/bin' })
    expect(config).toEqual({ HUB_PORT: 9000, HUB_MODE: 'demo', HUB_JWT_SECRET: secret })
    expect(() => Object.assign(config, { HUB_PORT: 1 })).toThrow(TypeError)
  })

  it('may be empty where they may be left out', () => {
    expect(parseConfig(schema, { HUB_PORT: '', HUB_JWT_SECRET: secret, DATABASE_URL: '' })).toEqual({
      HUB_PORT: 8080,
      HUB_MODE: 'demo',
      HUB_JWT_SECRET: secret,
    })
  })

  it('are all complained about at once, each in one sentence', () => {
    const faults = faultsOf({ HUB_PORT: '70000.5', HUB_MODE: 'test' })
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['HUB_PORT', 'HUB_MODE', 'HUB_JWT_SECRET'])
    expect(faults[1]).toContain('"demo"|"production"')
    expect(faults[2]).toBe('HUB_JWT_SECRET: is missing (signs the sessions of residents)')
    expect(faults.join()).not.toContain('\n')
  })

  it('do not show what was given: it may be a secret', () => {
    const faults = faultsOf({ HUB_JWT_SECRET: 'hunter2', HUB_PORT: 'hunter2', HUB_MODE: 'hunter2' })
    expect(faults).toHaveLength(3)
    expect(faults.join()).not.toContain('hunter2')
  })

  it.each([
    ['HUB_PROT', 'HUB_PORT'],
    ['HUB_MDOE', 'HUB_MODE'],
    ['HUB_JWT_SECRETS', 'HUB_JWT_SECRET'],
    ['HUB_JWTSECRET', 'HUB_JWT_SECRET'],
  ])('are complained about when %s is given for %s', (given, meant) => {
    expect(faultsOf({ HUB_JWT_SECRET: secret, [given]: 'x' })).toEqual([`${given}: is not a setting; ${meant} is`])
  })

  it('may stand beside those of other processes and programs', () => {
    expect(faultsOf({ HUB_JWT_SECRET: secret, HUB_ASTERISK_URL: 'x', DATABASE_URI: 'x', TERM: 'xterm' })).toEqual([])
  })

  it('are complained about where they do not fit each other', () => {
    const paired = z
      .object({ HUB_CERT: z.string().optional(), HUB_KEY: z.string().optional() })
      .refine((all) => Boolean(all.HUB_CERT) === Boolean(all.HUB_KEY), {
        path: ['HUB_KEY'],
        message: 'goes with HUB_CERT: give both or none',
      })
    expect(() => parseConfig(paired, { HUB_KEY: 'k' })).toThrow('HUB_KEY: goes with HUB_CERT: give both or none')
    expect(() => parseConfig(paired, { HUB_CERT: 'c' })).toThrow('HUB_KEY: goes with HUB_CERT: give both or none')
  })
})
