import { HubError } from '../hub/hubError.ts'

/** What the hub takes of one photo, bytes. */
export const mostPhotoBytes = 10 * 1024 * 1024

/** Before it is sent, for it would be on its way for long. @throws HubError in the hub's own terms */
export function refuseTooLarge({ byteLength }: Uint8Array): void {
  if (byteLength <= mostPhotoBytes) return
  const detail = `这张照片有 ${Math.ceil(byteLength / 1024 / 1024)} MB，太大了，请选 10 MB 以内的照片，或换成截图`
  throw new HubError({ status: 413, code: 'upload.tooLarge', detail }, 'upload.tooLarge')
}
