import type { WorkOrderKind } from '../hub/contract.ts'
import type { Storage } from '../hub/storage.ts'
import { isTooLong, lengthOf } from '../format/characters.ts'
import { kinds } from './words.ts'

export interface DraftPhoto {
  /** The upload's id. */
  id: string
  /** To show it. */
  address: string
}

/** A report that is being written. It survives leaving the app, until it was sent. */
export interface Draft {
  /** Chosen here, so that sending twice is reporting once. */
  id: string
  kind: WorkOrderKind | null
  /** Null: elsewhere, and `place` says where. */
  accountId: string | null
  place: string
  position: { longitude: number; latitude: number } | null
  description: string
  contactPhone: string
  photos: DraftPhoto[]
}

const stored = 'report'
/** Characters that the hub takes of what somebody has to say. */
export const mostWords = 2_000

export const emptyDraft = (id: string): Draft => ({
  id,
  kind: null,
  accountId: null,
  place: '',
  position: null,
  description: '',
  contactPhone: '',
  photos: [],
})

export const readDraft = (storage: Storage): Draft | null => {
  const kept = storage.read(stored)
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('description' in kept)) return null
  // What a photo was shown by on this phone is gone by now; it is asked for again.
  return kept as Draft
}
export const keepDraft = (storage: Storage, draft: Draft): void => storage.write(stored, draft)
export const dropDraft = (storage: Storage): void => storage.remove(stored)

/** What is still missing, in words; null when it may be sent. */
export function missingOf({ kind, accountId, place, description, contactPhone }: Draft): string | null {
  if (kind === null || !kinds.includes(kind)) return '请选择是什么问题'
  if (accountId === null && place.trim() === '') return '请选择户号或写明地点'
  if (description.trim() === '') return '请写几句情况'
  if (isTooLong(description, mostWords))
    return `情况最多写 ${mostWords} 个字，现在 ${lengthOf(description.trim())} 个字`
  if (contactPhone !== '' && !/^1[3-9]\d{9}$/.test(contactPhone)) return '手机号应为 11 位'
  return null
}
