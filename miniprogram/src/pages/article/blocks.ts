export interface Block {
  kind: 'heading' | 'item' | 'paragraph'
  text: string
}

/** An article's plain text in pieces: blank lines between paragraphs, `## ` before headings, `- ` before items. */
export function blocksOf(body: string): Block[] {
  const blocks: Block[] = []
  let open = false
  for (const line of body.split('\n').map((text) => text.trim())) {
    const last = blocks[blocks.length - 1]
    if (line === '') open = false
    else if (line.startsWith('## ')) blocks.push({ kind: 'heading', text: line.slice(3) })
    else if (line.startsWith('- ')) blocks.push({ kind: 'item', text: `• ${line.slice(2)}` })
    else if (open && last?.kind === 'paragraph') last.text += line
    else blocks.push({ kind: 'paragraph', text: line })
    open = line !== ''
  }
  return blocks
}
