import { malformedPath } from './refused.ts'

/** Finds what stands at a path and method. A hundred routes cost no more than one: it walks the path's segments. */
export interface Matcher<T> {
  /** null: no such path. `value` undefined: the path is there, with the methods of `allow`. */
  find(method: string, path: string): Match<T> | null
}

export interface Match<T> {
  value: T | undefined
  params: Readonly<Record<string, string>>
  /** For an `Allow` header: `GET, HEAD, OPTIONS`. */
  allow: string
}

interface Place<T> {
  values: Map<string, { value: T; names: readonly string[] }>
  allow: string
}
interface Node<T> {
  named: Map<string, Node<T>>
  variable: Node<T> | undefined
  place: Place<T> | undefined
}

const newNode = <T>(): Node<T> => ({ named: new Map(), variable: undefined, place: undefined })
const none: Readonly<Record<string, string>> = {}

/** `keys` are those of a contract, `'GET /api/bills/:id'`. A name goes before a variable: `/bills/new` before `/bills/:id`. */
export function createMatcher<T>(entries: Iterable<readonly [key: string, value: T]>): Matcher<T> {
  const root = newNode<T>()
  const fixed = new Map<string, Place<T>>()
  for (const [key, value] of entries) {
    const [method = '', path = ''] = key.split(' ')
    const names: string[] = []
    let node = root
    for (const segment of segmentsOf(path)) {
      if (segment.startsWith(':')) {
        names.push(segment.slice(1))
        node = node.variable ??= newNode()
      } else {
        let next = node.named.get(segment)
        if (!next) node.named.set(segment, (next = newNode()))
        node = next
      }
    }
    const place = (node.place ??= { values: new Map(), allow: '' })
    if (place.values.has(method)) throw new Error(`two routes for ${method} ${path}`)
    place.values.set(method, { value, names })
    const head = place.values.get('GET')
    if (head && !place.values.has('HEAD')) place.values.set('HEAD', head)
    place.allow = [...place.values.keys(), 'OPTIONS'].join(', ')
    if (names.length === 0) fixed.set(path, place)
  }

  return {
    find(method, path) {
      const place = fixed.get(path)
      if (place) return { value: place.values.get(method)?.value, params: none, allow: place.allow }
      const segments = segmentsOf(path)
      const taken: string[] = []
      const found = walk(root, segments, 0, taken)
      if (!found) return null
      const entry = found.values.get(method)
      return { value: entry?.value, params: entry ? named(entry.names, taken) : none, allow: found.allow }
    },
  }
}

const segmentsOf = (path: string) => path.slice(1).split('/')

/** `taken` holds what the variables on the way stand for. */
function walk<T>(node: Node<T>, segments: readonly string[], at: number, taken: string[]): Place<T> | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.place
  const next = node.named.get(segment)
  const found = next && walk(next, segments, at + 1, taken)
  if (found || !node.variable || segment === '') return found
  taken.push(segment)
  const deeper = walk(node.variable, segments, at + 1, taken)
  if (!deeper) taken.pop()
  return deeper
}

function named(names: readonly string[], taken: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (const [index, name] of names.entries()) {
    const text = taken[index] ?? ''
    try {
      params[name] = text.includes('%') ? decodeURIComponent(text) : text
    } catch {
      throw malformedPath()
    }
  }
  return params
}
