/** Going from page to page, one at a time: platforms get lost where a second move begins before the first has ended. */
export interface Moves {
  /** Begins a move, or lets it wait until the page is shown that is being gone to. Pressed twice, it is one move. */
  begin(name: string, move: () => void): void
  /** A page is shown. */
  arrived(): void
}

/** A page that is not shown by then is not waited for. */
const patienceMs = 2_000

export function createMoves(now: () => number): Moves {
  let under: { name: string; since: number } | null = null
  let waiting: { name: string; move: () => void } | null = null

  function start(name: string, move: () => void) {
    under = { name, since: now() }
    move()
  }

  return {
    begin(name, move) {
      if (under === null || now() - under.since > patienceMs) start(name, move)
      else if (under.name !== name) waiting = { name, move }
    },
    arrived() {
      under = null
      const next = waiting
      waiting = null
      if (next) start(next.name, next.move)
    },
  }
}
