import { useSearchParams } from 'react-router'

/** What a list is narrowed down to, kept in the address: it can be sent to a colleague, and survives a reload. */
export function useFilters() {
  const [params, setParams] = useSearchParams()
  return {
    one: (name: string): string | undefined => params.get(name) ?? undefined,
    all: (name: string): string[] => params.getAll(name),
    /** Undefined, or an empty list, takes a filter away. */
    set(changes: Readonly<Record<string, string | readonly string[] | undefined>>) {
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            after.delete(name)
            for (const one of typeof value === 'string' ? [value] : (value ?? []))
              if (one !== '') after.append(name, one)
          }
          return after
        },
        { replace: true },
      )
    },
  }
}

/** The values among these that may be asked for: an address may have been typed. */
export const among = <T extends string>(allowed: readonly T[], given: readonly string[]): T[] =>
  allowed.filter((value) => given.includes(value))

/** `2026-11-23`, or undefined for whatever is no date. */
export const dateIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
