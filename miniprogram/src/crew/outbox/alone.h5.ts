const name = 'crew-sync'

/** In one of the open tabs of a browser: where another one is at it, nothing is done. */
export async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work()
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : Promise.resolve()))
}
