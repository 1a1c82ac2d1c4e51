import type { estypes } from '@elastic/elasticsearch'
import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import type { Analyser } from '../analysis/analyser.ts'

// Every text comes as terms with spaces between them: only analyzers that any Elasticsearch has, without plug-ins.
const terms = { type: 'text', analyzer: 'whitespace' } as const
const completion = { type: 'completion', analyzer: 'keyword', max_input_length: 160 } as const

export const indexDefinition = {
  settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
  mappings: {
    dynamic: 'strict',
    properties: {
      /** False for what was removed and is kept, so that what comes late is known to be late. */
      live: { type: 'boolean' },
      category: { type: 'keyword' },
      source: { type: 'object', enabled: false },
      title: terms,
      keywords: terms,
      summary: terms,
      body: terms,
      concepts: terms,
      pairs: terms,
      sounds: terms,
      spellings: terms,
      initials: { type: 'keyword' },
      suggest: completion,
    },
  },
} as const satisfies Pick<estypes.IndicesCreateRequest, 'settings' | 'mappings'>

export interface IndexedDocument {
  live: boolean
  category?: string
  source?: SearchDocument
  title?: string
  keywords?: string
  summary?: string
  body?: string
  concepts?: string
  pairs?: string
  sounds?: string
  spellings?: string
  initials?: string[]
  suggest?: { input: string[]; weight: number }[]
}

export const removed: IndexedDocument = { live: false }

/** A completion answers what was put in, not what it stands for: so each input carries its phrase behind this sign. */
const separator = '\t'
export const phraseOf = (input: string): string => input.slice(input.indexOf(separator) + 1)

export function toIndexed(document: SearchDocument, analyser: Analyser): IndexedDocument {
  const { title, keywords, summary, body, concepts, pairs, sounds, spellings, initials, suggestions } =
    analyser.document(document)
  const line = (list: readonly string[]) => list.join(' ')
  return {
    live: true,
    category: document.category,
    source: document,
    title: line(title),
    keywords: line(keywords),
    summary: line(summary),
    body: line(body),
    concepts: line(concepts),
    pairs: line(pairs),
    sounds: line(sounds),
    spellings: line(spellings),
    initials,
    suggest: suggestions.map(({ phrase, weight, texts, initials: short }) => ({
      input: [...texts, ...short].map((key) => `${key}${separator}${phrase}`),
      weight,
    })),
  }
}
