import { setTimeout } from 'node:timers/promises'

/** Waits until `condition` holds. @throws Error when it does not within `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`did not come true within ${ms} ms: ${String(condition)}`)
    await setTimeout(20)
  }
}
