import { expect, it } from 'vitest'
import { fault, off, ok, reasonOf, report } from './finding.ts'

it('says of each part how it stands, and what to do about it under it', () => {
  const text = report([
    ok('Redis', '7.0.15'),
    fault('database', 'is not there', 'Start it.'),
    off('SMS', 'not configured'),
  ])
  expect(text.split('\n')).toEqual([
    '✓ Redis     7.0.15',
    '✗ database  is not there',
    '            → Start it.',
    '– SMS       not configured',
    '',
    '1 faults, 0 warnings',
    '',
  ])
})

it('says why without an address, in which there may be a password', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED mysql://hub:secret@db'), { code: 'ECONNREFUSED' })
  expect(reasonOf(refused)).toBe('nothing answers at its host and port')
})
