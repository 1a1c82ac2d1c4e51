import type { Storage } from '../../hub/storage.ts'

/** The part of a storage whose names begin like this. */
export function scopedStorage(storage: Storage, prefix: string): Storage {
  return {
    read: (name) => storage.read(prefix + name),
    write: (name, value) => storage.write(prefix + name, value),
    remove: (name) => storage.remove(prefix + name),
    names: () =>
      storage
        .names()
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length)),
  }
}
