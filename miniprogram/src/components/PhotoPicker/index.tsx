import { useEffect, useState } from 'react'
import { Box, Picture, Tap, Words } from '../../elements'
import { tell } from '../../hub/hubError.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { platform } from '../../platform'
import type { Photo } from '../../platform/types.ts'
import type { DraftPhoto } from '../../reporting/draft.ts'
import { refuseTooLarge } from '../../reporting/photoSize.ts'
import { Button } from '../Button/index.tsx'
import { Icon } from '../Icon/index.tsx'
import { Refused } from '../States/index.tsx'
import './index.scss'

const most = 9

interface PhotoPickerProps {
  photos: readonly DraftPhoto[]
  onAdd: (photo: DraftPhoto) => void
  onRemove: (id: string) => void
  /** Why whatever the photos belong to has to wait, so that none is left out unnoticed; null when it need not. */
  onWait: (why: string | null) => void
}

/** Photos that are sent up as soon as they are chosen. What the network has not carried may be sent again, or not. */
export function PhotoPicker({ photos, onAdd, onRemove, onWait }: PhotoPickerProps) {
  const { call, privacy } = useHub()
  const { act, busy, refused } = useAct()
  const [unsent, setUnsent] = useState<readonly Photo[]>([])
  const sending = busy ? '照片正在上传，请稍候' : null
  const why = unsent.length > 0 && !busy ? `还有 ${unsent.length} 张照片没有传上去` : sending
  useEffect(() => onWait(why), [why])

  /** One that is refused does not keep the others back. */
  async function send(chosen: readonly Photo[]) {
    const left: Photo[] = []
    const faults: unknown[] = []
    for (const photo of chosen) {
      try {
        const bytes = await photo.bytes()
        refuseTooLarge(bytes)
        const { id } = await call('POST /api/resident/uploads', { body: bytes })
        onAdd({ id, address: photo.address })
      } catch (error) {
        faults.push(error)
        if (tell(error).kind === 'offline') left.push(photo)
      }
    }
    setUnsent(left)
    if (faults.length > 0) throw faults[0]
  }
  const add = () =>
    act(async () => {
      if (!(await privacy.agreed())) return
      await send([...unsent, ...(await platform.choosePhotos(most - photos.length))])
    })

  return (
    <>
      <Refused told={refused} />
      <Box className="photos">
        {photos.map((photo, index) => (
          <Box className="photos__one" key={photo.id}>
            <Picture className="photos__picture" address={photo.address} label={`照片 ${index + 1}`} />
            <Tap className="photos__remove" onPress={() => onRemove(photo.id)} label={`去掉照片 ${index + 1}`}>
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
      {unsent.length > 0 && !busy && (
        <Box className="photos__unsent">
          <Button onPress={() => act(() => send(unsent))} id="send-photos">
            {unsent.length} 张照片没有传上去，再传一次
          </Button>
          <Button kind="link" onPress={() => setUnsent([])} id="drop-photos">
            这几张不传了
          </Button>
        </Box>
      )}
    </>
  )
}
