/** Numbers that look random and are the same for the same seed. For inventing, never for a secret. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number, both ends included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  /** @throws RangeError for an empty list */
  pick<T>(choices: readonly T[]): T
  /** One of the choices, each as often as its weight says. @throws RangeError for an empty list */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
}

/**
 * Mulberry32 (T. Ettinger). `path` names a stream of its own below the seed: who draws from one does not shift what
 * another gets.
 */
export function createRandom(seed: number, ...path: readonly number[]): Random {
  let state = path.reduce((mixed, part) => Math.imul(mixed ^ (part + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13), seed)

  function next() {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function pick<T>(choices: readonly T[]): T {
    const index = Math.floor(next() * choices.length)
    if (index >= choices.length) throw new RangeError('nothing to pick from')
    return choices[index] as T
  }

  function weighted<T>(choices: readonly (readonly [number, T])[]): T {
    let left = next() * choices.reduce((total, [weight]) => total + weight, 0)
    for (const [weight, choice] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    return pick(choices)[1]
  }

  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted,
  }
}
