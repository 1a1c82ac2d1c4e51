export type Yaml = string | readonly Yaml[] | { readonly [name: string]: Yaml }

/**
 * As much of YAML as compose.yaml uses: maps, lists of plain values, anchors, aliases and merges. Every value is a text.
 * @throws Error at a line that is anything else
 */
export function readYaml(text: string): Yaml {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line) => ({ indent: line.search(/\S/), words: line.trim() }))
  const anchors = new Map<string, Yaml>()
  let at = 0

  function block(): Yaml {
    const { indent = 0, words = '' } = lines[at] ?? {}
    return words.startsWith('- ') ? list(indent) : map(indent)
  }

  function list(indent: number): Yaml[] {
    const items: Yaml[] = []
    for (let line = lines[at]; line?.indent === indent && line.words.startsWith('- '); line = lines[++at])
      items.push(scalar(line.words.slice(2)))
    return items
  }

  function map(indent: number): Yaml {
    const own: Record<string, Yaml> = {}
    const merged: Record<string, Yaml> = {}
    for (let line = lines[at]; line?.indent === indent; line = lines[at]) {
      const [, name = '', value = ''] = /^([\w.<-]+):(?:\s+(.*))?$/.exec(line.words) ?? refuse(line.words)
      at++
      const [, anchor, rest = value] = /^&(\S+)\s*(.*)$/.exec(value) ?? []
      const node = rest === '' ? below(indent) : valueOf(rest)
      if (anchor !== undefined) anchors.set(anchor, node)
      if (name === '<<') Object.assign(merged, ...[node].flat())
      else own[name] = node
    }
    return { ...merged, ...own }
  }

  const below = (indent: number): Yaml => ((lines[at]?.indent ?? 0) > indent ? block() : '')
  const valueOf = (value: string): Yaml =>
    value.startsWith('[') ? value.slice(1, -1).split(', ').map(scalar) : scalar(value)
  const scalar = (value: string): Yaml =>
    value.startsWith('*') ? (anchors.get(value.slice(1)) ?? refuse(value)) : value.replace(/^'(.*)'$/, '$1')

  const read = block()
  return at === lines.length ? read : refuse(lines[at]?.words ?? '')
}

function refuse(words: string): never {
  throw new Error(`not understood: ${words}`)
}
