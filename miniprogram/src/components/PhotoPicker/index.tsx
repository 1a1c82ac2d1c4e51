import { Box, Picture, Tap, Words } from '../../elements'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { platform } from '../../platform'
import type { DraftPhoto } from '../../reporting/draft.ts'
import { Icon } from '../Icon/index.tsx'
import { Refused } from '../States/index.tsx'
import './index.scss'

const most = 9

/** Photos that are sent up as soon as they are chosen. */
export function PhotoPicker({
  photos,
  onChange,
}: {
  photos: readonly DraftPhoto[]
  onChange: (photos: DraftPhoto[]) => void
}) {
  const { call } = useHub()
  const { act, busy, refused } = useAct()
  const add = () =>
    act(async () => {
      const chosen = await platform.choosePhotos(most - photos.length)
      let all = [...photos]
      for (const photo of chosen) {
        const { id } = await call('POST /api/resident/uploads', { body: await photo.bytes() })
        all = [...all, { id, address: photo.address }]
        onChange(all)
      }
    })
  return (
    <>
      <Refused told={refused} />
      <Box className="photos">
        {photos.map((photo, index) => (
          <Box className="photos__one" key={photo.id}>
            <Picture className="photos__picture" address={photo.address} label={`照片 ${index + 1}`} />
            <Tap
              className="photos__remove"
              onPress={() => onChange(photos.filter(({ id }) => id !== photo.id))}
              label={`去掉照片 ${index + 1}`}
            >
              去掉
            </Tap>
          </Box>
        ))}
        {photos.length < most && (
          <Tap className="photos__add" onPress={add} disabled={busy} id="add-photo">
            <Icon name="camera" />
            <Words>{busy ? '正在上传…' : '加照片'}</Words>
          </Tap>
        )}
      </Box>
    </>
  )
}
