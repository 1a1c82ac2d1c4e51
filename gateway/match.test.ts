import { describe, expect, it } from 'vitest'
import { createMatcher } from './match.ts'

const matcher = createMatcher(
  [
    'GET /a',
    'POST /a',
    'GET /a/:id',
    'GET /a/new',
    'PUT /a/:name/lines',
    'GET /a/:id/lines/:line',
    'GET /a/new/lines/first',
  ].map((key) => [key, key] as const),
)
const find = (method: string, path: string) => {
  const found = matcher.find(method, path)
  return found && [found.value, { ...found.params }]
}

describe('a path', () => {
  it.each([
    ['GET', '/a', 'GET /a', {}],
    ['POST', '/a', 'POST /a', {}],
    ['HEAD', '/a', 'GET /a', {}],
    ['GET', '/a/7', 'GET /a/:id', { id: '7' }],
    ['GET', '/a/new', 'GET /a/new', {}],
    ['PUT', '/a/x%2Fy/lines', 'PUT /a/:name/lines', { name: 'x/y' }],
    ['PUT', '/a/new/lines', 'PUT /a/:name/lines', { name: 'new' }],
    ['GET', '/a/new/lines/2', 'GET /a/:id/lines/:line', { id: 'new', line: '2' }],
    ['GET', '/a/new/lines/first', 'GET /a/new/lines/first', {}],
    ['GET', '/a/__proto__', 'GET /a/:id', { id: '__proto__' }],
  ])('%s %s is %s', (method, path, key, params) => {
    expect(find(method, path)).toEqual([key, params])
  })

  it.each(['/', '', '/b', '/a/', '/A', '/a//lines', '/a/7/lines/', '/a/7/lines/2/3', '//a', '/:id'])(
    '%s leads nowhere',
    (path) => {
      expect(matcher.find('GET', path)).toBeNull()
    },
  )

  it('without the method tells those that are there', () => {
    expect(matcher.find('DELETE', '/a')).toMatchObject({ value: undefined, allow: 'GET, HEAD, POST, OPTIONS' })
  })

  it('can be taken once', () => {
    expect(() =>
      createMatcher([
        ['GET /a/:x', 1],
        ['GET /a/:y', 2],
      ]),
    ).toThrow('two routes for GET /a/:y')
  })
})
