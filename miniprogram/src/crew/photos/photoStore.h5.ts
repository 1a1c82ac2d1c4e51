import { phoneFull } from '../session/writeSurely.ts'
import type { PhotoStore } from './types.ts'

const shelf = 'photos'

/** The browser's own database. */
export function createPhotoStore(): PhotoStore {
  const addresses = new Map<string, string>()
  let opened: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('water-crew', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(shelf)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no database'))
    }).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }

  async function use<T>(mode: IDBTransactionMode, work: (photos: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await open()).transaction(shelf, mode)
    return new Promise<T>((resolve, reject) => {
      const request = work(transaction.objectStore(shelf))
      const fail = () => reject(transaction.error ?? request.error ?? new Error('not kept'))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = fail
      transaction.onabort = fail
    })
  }

  const bytesOf = async (ref: string): Promise<Uint8Array | null> => {
    const kept: unknown = await use<unknown>('readonly', (photos) => photos.get(ref))
    return kept instanceof Uint8Array ? kept : null
  }

  return {
    async keep(ref, bytes) {
      // Browsers clear away what nobody asked to be kept, when room gets scarce.
      void navigator.storage?.persist?.().catch(() => false)
      await use('readwrite', (photos) => photos.put(bytes, ref)).catch(() => {
        throw phoneFull()
      })
    },
    bytes: bytesOf,
    async address(ref) {
      const known = addresses.get(ref)
      if (known !== undefined) return known
      const bytes = await bytesOf(ref).catch(() => null)
      if (!bytes) return null
      const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]))
      addresses.set(ref, address)
      return address
    },
    async drop(refs) {
      for (const ref of refs) {
        const address = addresses.get(ref)
        if (address !== undefined) URL.revokeObjectURL(address)
        addresses.delete(ref)
        await use('readwrite', (photos) => photos.delete(ref)).catch(() => undefined)
      }
    },
  }
}
