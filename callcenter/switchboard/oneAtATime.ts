/** Does the work unless it is being done: what comes meanwhile is left out. What it throws is told. */
export function oneAtATime(work: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  let running = false
  return () => {
    if (running) return
    running = true
    work()
      .catch(onFailure)
      .finally(() => (running = false))
  }
}
