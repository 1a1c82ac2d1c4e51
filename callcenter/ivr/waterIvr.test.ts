import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { waysByItself, waysByKeys } from './checkTree.ts'
import { Ivr } from './ivr.ts'
import { prompts } from './prompts.ts'
import { waterIvr } from './waterIvr.ts'

const end = { kind: 'hangUp' }
const hello = { kind: 'say', prompts: ['welcome'], next: 'end' }
const queue = { kind: 'queue', callback: 'callback', voicemail: 'voicemail', closed: 'hello' }
const waiting = {
  queue,
  callback: { kind: 'callback', next: 'end', back: 'queue' },
  voicemail: {
    kind: 'record',
    purpose: 'voicemail',
    prompts: ['voicemail-message'],
    minSeconds: 2,
    maxSeconds: 60,
    attempts: 1,
    next: 'end',
    otherwise: 'end',
  },
}
const tree = (nodes: object, entry = { open: 'hello', closed: 'hello', refused: 'hello' }) =>
  Ivr.safeParse({ entry, nodes: { hello, end, ...nodes } })
const complaints = (nodes: object, entry?: { open: string; closed: string; refused: string }) =>
  tree(nodes, entry).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
const menu = (keys: object, otherwise: string) => ({
  kind: 'menu',
  prompts: ['main-menu'],
  keys,
  attempts: 2,
  otherwise,
})
const toMenu = { ...hello, next: 'menu' }

describe('A tree', () => {
  it('is well when everything leads somewhere', () => {
    expect(complaints({ hello: toMenu, menu: menu({ 0: 'queue' }, 'end'), ...waiting })).toEqual([])
  })

  it('names no node that is not there', () => {
    expect(complaints({ hello: { ...hello, next: 'nowhere' } })).toEqual(['nodes.hello no node named nowhere'])
    expect(complaints({}, { open: 'hello', closed: 'toString', refused: 'hello' })).toEqual([
      'entry.closed no node named toString',
    ])
  })

  it('has no node that nobody can reach', () => {
    expect(complaints({ lonely: hello })).toEqual(['nodes.lonely cannot be reached'])
  })

  it('has no loop without a key', () => {
    expect(complaints({ hello: toMenu, menu: menu({ 1: 'end' }, 'hello') })).toEqual([
      'nodes.hello comes back to itself without a key',
      'nodes.menu comes back to itself without a key',
    ])
    expect(complaints({ hello: toMenu, menu: menu({ 1: 'hello' }, 'end') })).toEqual([])
  })

  it('begins with words, also at the times of an announcement', () => {
    expect(
      complaints({ menu: menu({ 1: 'hello' }, 'end') }, { open: 'menu', closed: 'hello', refused: 'hello' }),
    ).toEqual(['entry.open is not a say node'])
  })

  it('has the queue’s ways out where the queue expects them', () => {
    const inQueue = { hello: toMenu, menu: menu({ 0: 'queue' }, 'end'), ...waiting }
    expect(complaints({ ...inQueue, queue: { ...queue, voicemail: 'callback', callback: 'voicemail' } })).toEqual([
      'nodes.queue voicemail is not a record node',
      'nodes.queue callback is not a callback node',
    ])
    expect(complaints({ ...inQueue, callback: { kind: 'callback', next: 'end', back: 'menu' } })).toEqual([
      'nodes.callback back is not a queue node',
    ])
  })

  it('says nothing for which there is no prompt', () => {
    expect(tree({ hello: { ...hello, prompts: ['welcom'] } }).success).toBe(false)
  })

  it('knows no key that telephones do not have', () => {
    expect(tree({ hello: toMenu, menu: menu({ A: 'end' }, 'end') }).success).toBe(false)
  })
})

describe('The tree of the hotline', () => {
  const { nodes } = waterIvr
  const keysOf = (name: string) => {
    const node = nodes[name]
    return node?.kind === 'menu' ? node.keys : {}
  }

  it('offers outages, the bill, a repair, an agent and a message', () => {
    expect(keysOf('menu')).toEqual({
      1: 'outages',
      2: 'bill',
      3: 'repair',
      0: 'queue',
      9: 'voicemail',
      '*': 'home',
      '#': 'home',
    })
  })

  it('offers outside opening hours the same without an agent', () => {
    const { 0: agent, ...rest } = keysOf('menu')
    expect(agent).toBe('queue')
    expect(keysOf('closedMenu')).toEqual(rest)
  })

  it('leads nobody to the queue who has been told that it is closed, but by the queue itself', () => {
    const closed = new Set(['closedWelcome'])
    for (const name of closed) {
      const node = nodes[name]
      const ways = node?.kind === 'gate' ? [node.closed] : node ? [...waysByItself(node), ...waysByKeys(node)] : []
      for (const way of ways) closed.add(way)
    }
    expect(closed).not.toContain('queue')
    expect(closed).toContain('voicemail')
  })

  it('repeats by * and goes back by # wherever there is a menu', () => {
    const menus = Object.values(nodes).flatMap((node) => (node.kind === 'menu' ? [node.keys] : []))
    expect(menus.filter((menu_) => menu_['*'] === undefined || menu_['#'] !== 'home')).toEqual([])
  })
})

describe('The prompts', () => {
  it('are all said somewhere', () => {
    const files = [
      'waterIvr',
      'answers',
      'sentences',
      '../calls/inIvr',
      '../calls/atAsk',
      '../calls/enterNode',
      '../calls/inRecording',
      '../calls/inWaiting',
      '../calls/queueing',
    ]
    const sources = files.map((name) => readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')).join('\n')
    const parts = ['outage-own-planned', 'outage-own-emergency', 'outage-other-planned', 'outage-other-emergency']
    const unsaid = Object.keys(prompts).filter((name) => !sources.includes(`'${name}'`) && !parts.includes(name))
    expect(unsaid).toEqual([])
  })

  it('are Chinese, and named so that they can be files', () => {
    for (const [name, text] of Object.entries(prompts)) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(text).toMatch(/\p{Script=Han}/u)
    }
  })
})
