import type { Ivr, IvrNode } from './ivr.ts'

interface Fault {
  path: readonly string[]
  message: string
}

/** Where a node leads without a key that was understood. A queue leads nowhere by itself: callers may stay in it. */
export function waysByItself(node: IvrNode): readonly string[] {
  switch (node.kind) {
    case 'gate':
      return [node.open, node.closed]
    case 'say':
      return [node.next]
    case 'lookUp':
      return [node.ask, node.next]
    case 'record':
      return [node.next, node.otherwise]
    case 'menu':
    case 'ask':
      return [node.otherwise]
    case 'queue':
      return [node.closed]
    // Back to the queue, where waiting goes on.
    case 'callback':
      return [node.next]
    default:
      return []
  }
}

/** Where a node leads by keys. */
export function waysByKeys(node: IvrNode): readonly string[] {
  switch (node.kind) {
    case 'menu':
      return Object.values(node.keys)
    case 'ask':
      return [node.found, node.back]
    case 'queue':
      return [node.callback, node.voicemail]
    case 'callback':
      return [node.back]
    default:
      return []
  }
}

type Ways = (node: IvrNode) => readonly string[]

const waysOf: Ways = (node) => [...waysByItself(node), ...waysByKeys(node)]

/** All that is wrong with a tree. */
export function checkTree({ entry, nodes }: Ivr): readonly Fault[] {
  const entries = Object.entries(entry)
  const all = Object.entries(nodes)
  const unknown = [
    ...entries.map(([way, name]) => ({ path: ['entry', way], name })),
    ...all.flatMap(([from, node]) => waysOf(node).map((name) => ({ path: ['nodes', from], name }))),
  ].filter(({ name }) => !Object.hasOwn(nodes, name))
  if (unknown.length > 0) return unknown.map(({ path, name }) => ({ path, message: `no node named ${name}` }))

  const reached = reachedFrom(
    nodes,
    entries.map(([, name]) => name),
  )
  return [
    ...entries
      .filter(([, name]) => nodes[name]?.kind !== 'say')
      .map(([way]) => ({ path: ['entry', way], message: 'is not a say node' })),
    ...all
      .filter(([name]) => !reached.has(name))
      .map(([name]) => ({ path: ['nodes', name], message: 'cannot be reached' })),
    ...all
      .filter(([name, node]) => reachedFrom(nodes, waysByItself(node), waysByItself).has(name))
      .map(([name]) => ({ path: ['nodes', name], message: 'comes back to itself without a key' })),
    ...all
      .filter(([, node]) => node.kind === 'queue' && nodes[node.voicemail]?.kind !== 'record')
      .map(([name]) => ({ path: ['nodes', name], message: 'voicemail is not a record node' })),
    ...all
      .filter(([, node]) => node.kind === 'queue' && nodes[node.callback]?.kind !== 'callback')
      .map(([name]) => ({ path: ['nodes', name], message: 'callback is not a callback node' })),
    ...all
      .filter(([, node]) => node.kind === 'callback' && nodes[node.back]?.kind !== 'queue')
      .map(([name]) => ({ path: ['nodes', name], message: 'back is not a queue node' })),
  ]
}

function reachedFrom(nodes: Ivr['nodes'], names: readonly string[], ways: Ways = waysOf): ReadonlySet<string> {
  const reached = new Set(names)
  for (const name of reached) {
    const node = nodes[name]
    if (node) for (const next of ways(node)) reached.add(next)
  }
  return reached
}
