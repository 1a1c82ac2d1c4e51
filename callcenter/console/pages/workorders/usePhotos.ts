import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { HubRefusal, sentenceOf } from '../../hub/hubRefusal.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'

/** Of one purpose, as the hub takes them. */
export const mostPhotos = 9
export const mostMegabytes = 10

const isTooLarge = ({ size }: File) => size > mostMegabytes * 1024 * 1024

export interface ChosenPhoto {
  key: string
  file: File
  /** Null while it is on its way, and where it was refused. */
  upload: Answer<'POST /api/staff/uploads'> | null
  /** Why it is not there, for people. */
  refusal: string | null
  /** Sending it again may help. */
  mayRetry: boolean
}

/** Photos that go up as soon as they are chosen; `onChange` hears whenever there are other ones than before. */
export function usePhotos(onChange: () => void) {
  const { ask, now } = useHub()
  const [photos, setPhotos] = useState<readonly ChosenPhoto[]>([])
  const settle = (key: string, change: Partial<ChosenPhoto>) =>
    setPhotos((all) => all.map((photo) => (photo.key === key ? { ...photo, ...change } : photo)))

  async function send({ key, file }: ChosenPhoto) {
    settle(key, { refusal: null })
    try {
      const body = new Uint8Array(await file.arrayBuffer())
      settle(key, { upload: await ask('POST /api/staff/uploads', { body }) })
    } catch (error) {
      settle(key, { refusal: sentenceOf(error), mayRetry: error instanceof HubRefusal && error.passing })
    }
    onChange()
  }

  return {
    photos,
    /** Those beyond the most that there may be are left out. */
    add(files: readonly File[]) {
      const chosen = files.slice(0, mostPhotos - photos.length).map((file): ChosenPhoto => {
        const refusal = isTooLarge(file) ? `照片超过 ${mostMegabytes} MB，请换一张` : null
        return { key: newId(now()), file, upload: null, refusal, mayRetry: false }
      })
      setPhotos((all) => [...all, ...chosen])
      for (const photo of chosen) if (photo.refusal === null) void send(photo)
    },
    retry: (photo: ChosenPhoto) => void send(photo),
    remove(key: string) {
      setPhotos((all) => all.filter((photo) => photo.key !== key))
      onChange()
    },
  }
}
export type ChosenPhotos = ReturnType<typeof usePhotos>
