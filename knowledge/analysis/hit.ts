import type { SearchDocument, SearchHit } from '#core/knowledge/searchEngine.ts'
import type { QueryPlan } from './analyser.ts'
import { mark, markPart } from './mark.ts'

/** A document as an answer shows it. */
export const hitOf = (document: SearchDocument, score: number, plan: QueryPlan): SearchHit => ({
  id: document.id,
  version: document.version,
  category: document.category,
  score,
  title: mark(document.title, plan),
  snippet: markPart(`${document.summary}\n${document.body}`, plan),
})
