export type Part = { kind: 'text' | 'heading'; text: string } | { kind: 'list'; items: string[] }

/** The parts of an article's plain text: blank lines, `- ` lists and `## ` headings. */
export function paragraphsOf(body: string): Part[] {
  const parts: Part[] = []
  for (const block of body.split(/\n\s*\n/)) {
    let text: string[] = []
    let items: string[] = []
    const end = () => {
      if (text.length > 0) parts.push({ kind: 'text', text: text.join('\n') })
      if (items.length > 0) parts.push({ kind: 'list', items })
      text = []
      items = []
    }
    for (const line of block.split('\n').map((each) => each.trim())) {
      if (line === '') continue
      if (line.startsWith('## ')) {
        end()
        parts.push({ kind: 'heading', text: line.slice(3) })
      } else if (line.startsWith('- ')) {
        if (text.length > 0) end()
        items.push(line.slice(2))
      } else {
        if (items.length > 0) end()
        text.push(line)
      }
    }
    end()
  }
  return parts
}
