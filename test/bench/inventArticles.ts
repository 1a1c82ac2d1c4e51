import type { SearchDocument } from '#core/knowledge/searchEngine.ts'
import { articleSeeds } from '#knowledge/articles/seed/articleSeeds.ts'

/**
 * So many articles of invented text, in the words of the real ones: each is as long as a real one, its title, summary
 * and keywords too, and takes its pieces from all of them. The same each time.
 */
export function inventArticles(count: number): SearchDocument[] {
  const random = createRandom(20_261_124)
  const one = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new RangeError('nothing to choose from')
    return value
  }
  const clauses = articleSeeds.flatMap(({ summary, body }) => piecesOf(`${summary}\n${body}`))
  const titles = articleSeeds.flatMap(({ title }) => piecesOf(title))
  const keywords = articleSeeds.flatMap((seed) => seed.keywords)
  const textLike = (text: string) => {
    let made = ''
    while (made.length < text.length) made += one(clauses)
    return made
  }
  return Array.from({ length: count }, (_, index) => {
    const model = one(articleSeeds)
    return {
      id: `invented-${index}`,
      version: 1,
      category: model.category,
      title: `${one(titles)}${one(titles)}`,
      summary: textLike(model.summary),
      body: textLike(model.body),
      keywords: model.keywords.map(() => one(keywords)),
    }
  })
}

/** Clauses with the sign that ends them. */
const piecesOf = (text: string): string[] => text.match(/[^，。；：？！\n]+[，。；：？！\n]*/gu) ?? []

/** Marsaglia's xorshift32: of numbers from 0 up to 1 the same each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
