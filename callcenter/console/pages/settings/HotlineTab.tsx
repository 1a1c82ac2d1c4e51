import { Button } from 'antd'
import { useState } from 'react'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Mark } from '../../look/Mark.tsx'
import { type Hotline, hotlineKey } from './hotlineFields.ts'
import { HotlineForm } from './HotlineForm.tsx'
import { SaveHotline } from './SaveHotline.tsx'

export function HotlineTab() {
  const hotline = useAnswer(hotlineKey, {})
  return (
    <Answered of={hotline} lines={14}>
      {(current) => <EditHotline current={current} />}
    </Answered>
  )
}

/** Begins with what was set when it was opened; what somebody else saves meanwhile is told, and takes nothing away. */
function EditHotline({ current }: { current: Hotline }) {
  const [base, setBase] = useState(current)
  const [wanted, setWanted] = useState<HotlineSettings | null>(null)
  return (
    <>
      <p className="settings-state">
        现在{current.open ? <Mark tone="success">开放</Mark> : <Mark tone="warning">不开放</Mark>}
        {current.changedAt === null
          ? '还没有人改过设置，下面是出厂设置'
          : `第 ${current.version} 版，${current.changedBy} 于 ${moment(current.changedAt)} 保存`}
      </p>
      {current.version > base.version && (
        <Line tone="warning">
          {current.changedBy} 刚刚保存了第 {current.version} 版，下面还是您打开时的内容。{' '}
          <Button size="small" onClick={() => setBase(current)}>
            载入最新的（放弃我的修改）
          </Button>
        </Line>
      )}
      <HotlineForm key={base.version} settings={base.settings} onWish={setWanted} />
      {wanted !== null && (
        <SaveHotline
          title="保存热线设置"
          base={base}
          wanted={wanted}
          onEnd={() => setWanted(null)}
          onSaved={(saved) => {
            setWanted(null)
            setBase(saved)
          }}
        />
      )}
    </>
  )
}
