import { useRef, useState } from 'react'
import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choice, Choices } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { PhotoPicker } from '../../components/PhotoPicker/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'
import { type Draft, dropDraft, emptyDraft, keepDraft, missingOf, mostWords, readDraft } from '../../reporting/draft.ts'
import { kindNames, kinds } from '../../reporting/words.ts'
import { WhereChoice } from './WhereChoice.tsx'
import './index.scss'

export default function Report() {
  const { call, storage, newId } = useHub()
  const [earlier] = useState(() => readDraft(storage))
  const [draft, setDraft] = useState<Draft>(() => earlier ?? emptyDraft(newId()))
  const { act, busy, refused } = useAct()
  // A photo may arrive while something is being written: what was written stays.
  const latest = useRef(draft)
  const [photosWait, setPhotosWait] = useState<string | null>(null)
  const missing = missingOf(draft) ?? photosWait

  function become(next: Draft) {
    latest.current = next
    setDraft(next)
  }
  function change(part: Partial<Draft>) {
    become({ ...latest.current, ...part })
    keepDraft(storage, latest.current)
  }

  const send = () =>
    act(async () => {
      const { id, kind, accountId, position, photos } = draft
      if (kind === null) return
      const body = {
        id,
        kind,
        accountId,
        place: draft.place.trim() === '' ? null : draft.place.trim(),
        position,
        description: draft.description.trim(),
        contactPhone: draft.contactPhone === '' ? null : draft.contactPhone,
        photoIds: photos.map((photo) => photo.id),
      }
      const order = await call('POST /api/resident/work-orders', { body })
      dropDraft(storage)
      go.instead('workorder', { id: order.id, new: '1' })
    })

  return (
    <Page
      title="我要报修"
      personal
      foot={
        <>
          {missing !== null && <Box className="report__missing">{missing}</Box>}
          <Button kind="main" onPress={send} busy={busy} disabled={missing !== null} id="send">
            提交报修
          </Button>
        </>
      }
    >
      {earlier !== null && draft.id === earlier.id && (
        <Banner tone="info">
          上次没有提交的内容还在。
          <Button
            kind="link"
            onPress={() => {
              dropDraft(storage)
              become(emptyDraft(newId()))
            }}
          >
            清空重写
          </Button>
        </Banner>
      )}
      <Refused told={refused} />
      <Card title="是什么问题">
        <Choices label="是什么问题">
          {kinds.map((kind) => (
            <Choice key={kind} here={draft.kind === kind} onPress={() => change({ kind })}>
              {kindNames[kind]}
            </Choice>
          ))}
        </Choices>
      </Card>
      <Card title="在哪里">
        <WhereChoice draft={draft} onChange={change} />
      </Card>
      <Card title="什么情况">
        <Field
          id="description"
          label="什么情况"
          bare
          tall
          value={draft.description}
          onText={(description) => change({ description })}
          most={mostWords}
          placeholder="例如 单元门口地面往外冒水，从早上开始"
        />
        <PhotoPicker
          photos={draft.photos}
          onAdd={(photo) => change({ photos: [...latest.current.photos, photo] })}
          onRemove={(id) => change({ photos: latest.current.photos.filter((photo) => photo.id !== id) })}
          onWait={setPhotosWait}
        />
        <Field
          id="phone"
          label="联系电话（可以不填）"
          value={draft.contactPhone}
          onText={(text) => change({ contactPhone: text.replace(/\D/g, '') })}
          keyboard="digits"
          most={11}
          help="师傅上门前会打这个电话。"
        />
      </Card>
    </Page>
  )
}
