/** What survives leaving the app: values that JSON can say, by name. Never throws: a full or forbidden store forgets. */
export interface Storage {
  /** As it was written, by whatever version of the app; null when there is none. */
  read(name: string): unknown
  write(name: string, value: unknown): void
  remove(name: string): void
  names(): readonly string[]
}

export function createMemoryStorage(): Storage {
  const values = new Map<string, string>()
  return {
    read: (name) => JSON.parse(values.get(name) ?? 'null') as unknown,
    write: (name, value) => void values.set(name, JSON.stringify(value)),
    remove: (name) => void values.delete(name),
    names: () => Array.from(values.keys()),
  }
}
