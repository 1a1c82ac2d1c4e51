import { useEffect, useRef, useState } from 'react'
import { Box, Tap, Words } from '../../elements'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { platform } from '../../platform'
import { refuseTooLarge } from '../../reporting/photoSize.ts'
import type { Desk } from '../desk.ts'
import { type Change, type KeptPhoto, mostPhotos, type newWork, type Report, type Side } from '../outbox/work.ts'
import { KeptPhotos } from './KeptPhotos.tsx'

/** Characters that the hub takes of what was done. */
export const mostWords = 2_000

interface ReportFormProps {
  desk: Desk
  report: Report | null
  order: Parameters<typeof newWork>[0]
  onStep: (step: Change) => void
}

/** What is being done, in words and photos. Everything is kept at once, and sent when it is finished. */
export function ReportForm({ desk, report, order, onStep }: ReportFormProps) {
  const { works } = desk
  const [result, setResult] = useState(report?.result ?? '')
  const { act, refused } = useAct()
  // What is taken back, or let go of, is seen here, too.
  const kept = report?.result ?? ''
  const written = useRef(kept)
  useEffect(() => {
    if (kept !== written.current) setResult(kept)
    written.current = kept
  }, [kept])
  function write(text: string) {
    setResult(text)
    written.current = text
    act(async () => works.change(order, { type: 'write', result: text }))
  }
  const side = (which: Side, words: string) => (
    <PhotoSide {...{ desk, order, which, words, onStep }} photos={report?.[which] ?? []} />
  )
  return (
    <Card title="处理情况">
      <Refused told={refused} />
      {side('before', '处理前照片')}
      {side('after', '处理后照片')}
      <Field
        id="result"
        label="处理结果"
        tall
        value={result}
        onText={write}
        most={mostWords}
        placeholder="例如 更换了楼前阀门的密封圈，已恢复正常"
        help="写的和拍的都先存在手机里，没有网络也能完工。"
      />
    </Card>
  )
}

function PhotoSide(props: {
  desk: Desk
  order: ReportFormProps['order']
  which: Side
  words: string
  photos: readonly KeptPhoto[]
  onStep: (step: Change) => void
}) {
  const { desk, order, which, words, photos, onStep } = props
  const { privacy, newId } = useHub()
  const { act, busy, refused } = useAct()
  const add = () =>
    act(async () => {
      if (!(await privacy.agreed())) return
      for (const photo of await platform.choosePhotos(mostPhotos - photos.length)) {
        const bytes = await photo.bytes()
        refuseTooLarge(bytes)
        const ref = newId()
        // The bytes first: what is written down can be shown and sent.
        await desk.photos.keep(ref, bytes)
        desk.works.change(order, { type: 'addPhoto', side: which, ref })
      }
    })
  return (
    <Box className="order__group">
      <Words className="strong">{words}</Words>
      <Refused told={refused} />
      <Box className="photos">
        <KeptPhotos {...{ desk, words, photos }} onRemove={(ref) => onStep({ type: 'removePhoto', ref })} />
        {photos.length < mostPhotos && (
          <Tap
            className="photos__add"
            onPress={add}
            disabled={busy}
            id={`add-${which}`}
            label={busy ? undefined : `拍照：${words}`}
          >
            <Icon name="camera" />
            <Words>{busy ? '正在保存…' : '拍照'}</Words>
          </Tap>
        )}
      </Box>
    </Box>
  )
}
