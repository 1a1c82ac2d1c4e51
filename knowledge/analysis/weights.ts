/** What a match in a field is worth, beside the others: the same in both engines. */
export const weights = {
  title: 4,
  keywords: 4,
  summary: 2,
  body: 1,
  concepts: 3,
  pairs: 0.6,
  sounds: 0.6,
  spellings: 2,
  initials: 3,
} as const

/** The part of a query's pairs that a document must have when nothing else of it fits: an error spoils two pairs. */
export const leastPairs = 0.5
/** Initials are short, and so fit much by chance: from this length on their beginning is enough. */
export const initialsPrefix = 3
