import { App, Modal } from 'antd'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import { isOpen } from '#core/hotline/isOpen.ts'
import { moment } from '../../format/moment.ts'
import { isRefusal } from '../../hub/hubRefusal.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { type Hotline, hotlineKey, versionsKey } from './hotlineFields.ts'
import { hotlineChanges } from './hotlineChanges.ts'

interface SaveHotlineProps {
  title: string
  /** What was shown when somebody began. */
  base: Hotline
  wanted: HotlineSettings
  onEnd(): void
  onSaved(saved: Hotline): void
}

/** Asks before it saves, with what changes; and again, when somebody else has saved meanwhile. */
export function SaveHotline({ title, base, wanted, onEnd, onSaved }: SaveHotlineProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const save = useAct('PUT /api/staff/hotline', [hotlineKey, versionsKey])
  const conflicts = isRefusal(save.error, 'hotline.changedMeanwhile')
  // Asked again by the refusal itself.
  const { data: current = base } = useAnswer(hotlineKey, {})
  const newest = conflicts && current.version > base.version ? current : base
  const changes = hotlineChanges(newest.settings, wanted)
  const closes = isOpen(newest.settings, now()) && !isOpen(wanted, now())
  return (
    <Modal
      open
      title={title}
      okText={conflicts ? `覆盖第 ${newest.version} 版` : '保存并立即生效'}
      okButtonProps={{ danger: closes || conflicts, loading: save.isPending, disabled: changes.length === 0 }}
      cancelText={conflicts ? '不覆盖' : '暂不保存'}
      width={640}
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        save.mutate(
          { body: { baseVersion: newest.version, settings: wanted } },
          {
            onSuccess: (saved) => {
              void message.success(`已保存第 ${saved.version} 版，立即生效`)
              onSaved(saved)
            },
          },
        )
      }
    >
      {conflicts && newest !== base && (
        <div role="alert">
          <Line tone="danger">
            您修改期间，{newest.changedBy ?? '别人'} 在 {moment(newest.changedAt ?? now())} 保存了第 {newest.version}{' '}
            版，您的修改没有保存。对方改了：
          </Line>
          <Changes changes={hotlineChanges(base.settings, newest.settings)} />
        </div>
      )}
      {closes && <Line tone="danger">现在是开放时间，保存后热线会立即转为不开放。</Line>}
      <p>{conflicts ? '覆盖后，与对方那一版相比会变成：' : '会作以下修改：'}</p>
      <Changes changes={changes} />
      {!conflicts && <RefusedLine error={save.error} />}
    </Modal>
  )
}

export const Changes = ({ changes }: { changes: readonly string[] }) => (
  <ul className="changes">
    {changes.length === 0 && <li>没有不同</li>}
    {changes.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
