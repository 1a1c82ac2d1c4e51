/** What is to be found. Texts are plain; nothing in them is trusted to be HTML. */
export interface SearchDocument {
  id: string
  /**
   * Grows by every change of what is to be found. What comes late never takes the place of what is newer, so documents
   * and removals may arrive in any sequence, and more than once.
   */
  version: number
  category: string
  title: string
  summary: string
  body: string
  keywords: readonly string[]
}

export interface SearchQuery {
  /** As a person typed it: words, sentences, pinyin or its initials, with errors; anything else finds nothing. */
  text: string
  category?: string
  /** From 1. */
  page: number
  pageSize: number
}

/** A piece of text for a reader to show, marked or not. It holds no markup. */
export interface Segment {
  text: string
  marked: boolean
}

export interface SearchHit {
  id: string
  version: number
  category: string
  /** Above zero; comparable within one answer only. */
  score: number
  title: readonly Segment[]
  /** The part of summary and body that says most about the query. */
  snippet: readonly Segment[]
}

export interface SearchPage {
  /** Of all pages. */
  total: number
  hits: readonly SearchHit[]
}

/** A phrase to go on with, and the document that it leads to. */
export interface Suggestion {
  id: string
  phrase: string
}

export interface SearchHealth {
  /** Whether an index has been built; until then a search is refused rather than answered from a part. */
  built: boolean
  documents: number
}

/**
 * Finds documents by what people type. What was put or removed is found, or found no longer, within about a second.
 * Every method throws DomainError `search.unavailable` while the engine cannot be reached.
 */
export interface SearchEngine {
  put(documents: readonly SearchDocument[]): Promise<void>
  /** `version` is that of the removal: an older document that comes late stays away. */
  remove(id: string, version: number): Promise<void>
  search(query: SearchQuery): Promise<SearchPage>
  /** Phrases that begin like `prefix`, or spell it in pinyin or initials; the best first, one for a document. */
  suggest(prefix: string, limit: number): Promise<readonly Suggestion[]>
  /**
   * Builds the index anew from all documents, beside the one in use, and puts it in its place when it is whole. What is
   * put and removed meanwhile is in both. `documents` is read after the call, so it may not be older. Resolves to how
   * many documents there were.
   * @throws DomainError `search.rebuildOvertaken` when a later rebuild has begun meanwhile: its index will stand.
   */
  rebuild(documents: AsyncIterable<readonly SearchDocument[]>): Promise<number>
  health(): Promise<SearchHealth>
  close(): Promise<void>
}
