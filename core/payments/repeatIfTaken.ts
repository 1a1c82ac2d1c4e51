import { isDuplicate } from '#core/kernel/insertIfAbsent.ts'

/**
 * For a command that looks for its number before it books under it: where somebody books the same number under the lock
 * of another account at the same moment, the look comes too early and the insert too late. The second time it is seen.
 */
export async function repeatIfTaken<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return command()
  }
}
