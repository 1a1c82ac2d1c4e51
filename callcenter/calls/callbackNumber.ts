import { callableNumber } from '#core/calls/callableNumber.ts'
import { DomainError } from '#core/kernel/domainError.ts'

/**
 * The number under which a caller can be rung back, as it is dialled; null where there is none. What a trunk tells of a
 * caller may be made up: nobody gets the hub to ring a foreign or a dear number, or a short one, by calling from it.
 */
export function callbackNumber(told: string): string | null {
  try {
    return callableNumber(told, [])
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
