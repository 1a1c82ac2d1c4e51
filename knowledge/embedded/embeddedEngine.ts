import { setImmediate } from 'node:timers/promises'
import { rebuildOvertaken, searchUnavailable } from '#core/knowledge/search.errors.ts'
import type { SearchEngine, Suggestion } from '#core/knowledge/searchEngine.ts'
import type { Analyser } from '../analysis/analyser.ts'
import { hitOf } from '../analysis/hit.ts'
import { suggestionPrefix } from '../analysis/suggestionKeys.ts'
import { createEmbeddedIndex, type EmbeddedIndex } from './embeddedIndex.ts'

/**
 * The engine in the process itself, without any server. It begins empty and unbuilt, and knows only what is put in
 * this process: where there are several, they need Elasticsearch.
 */
export function createEmbeddedEngine(analyser: Analyser): SearchEngine {
  let current = createEmbeddedIndex(analyser)
  let built = false
  let next: EmbeddedIndex | null = null
  const requireBuilt = () => {
    if (!built) throw searchUnavailable('notBuilt')
  }
  const both = () => (next ? [current, next] : [current])

  return {
    async put(documents) {
      for (const index of both()) for (const document of documents) index.put(document)
    },
    async remove(id, version) {
      for (const index of both()) index.remove(id, version)
    },
    async search({ text, category, page, pageSize }) {
      requireBuilt()
      const plan = analyser.query(text)
      const wanted = { category, from: (page - 1) * pageSize, to: page * pageSize }
      const found = current.find(plan, wanted)
      return { total: found.total, hits: found.page.map(({ document, score }) => hitOf(document, score, plan)) }
    },
    async suggest(typed, limit) {
      requireBuilt()
      const prefix = suggestionPrefix(typed)
      return prefix === '' ? [] : bestSuggestions(current, prefix).slice(0, limit)
    },
    async rebuild(documents) {
      const building = createEmbeddedIndex(analyser)
      next = building
      let count = 0
      try {
        for await (const batch of documents) {
          for (const document of batch) {
            building.put(document)
            count++
            // Analysing takes a millisecond or two each: others have their turn in between.
            await setImmediate()
          }
        }
        if (next !== building) throw rebuildOvertaken()
        current = building
        built = true
      } finally {
        if (next === building) next = null
      }
      return count
    },
    health: async () => ({ built, documents: current.size() }),
    close: async () => undefined,
  }
}

function bestSuggestions(index: EmbeddedIndex, prefix: string): Suggestion[] {
  const found: (Suggestion & { weight: number })[] = []
  for (const { document, suggestions } of index.kept()) {
    const fitting = suggestions.filter(({ texts, initials }) =>
      [...texts, ...initials].some((key) => key.startsWith(prefix)),
    )
    const [first, ...others] = fitting
    if (!first) continue
    const { phrase, weight } = others.reduce((best, other) => (other.weight > best.weight ? other : best), first)
    found.push({ id: document.id, phrase, weight })
  }
  return found
    .toSorted((a, b) => b.weight - a.weight || a.phrase.length - b.phrase.length)
    .map(({ id, phrase }) => ({ id, phrase }))
}
