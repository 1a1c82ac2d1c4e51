import { Form } from 'antd'
import type { Dayjs } from 'dayjs'
import { Link } from 'react-router'
import { litres, tonnes } from '#core/kernel/litres.ts'
import { judgeReading } from '#core/metering/judgeReading.ts'
import { readoutOf } from '#core/metering/readoutOf.ts'
import { dayOf } from '../../format/dayOf.ts'
import { Line } from '../../look/Line.tsx'
import { useSession } from '../../session/session.ts'
import { litresOf, type Meter } from './meterForm.ts'
import { type Reading, reviewReasons } from './meterWords.ts'

interface ReadingNoteProps {
  meter: Meter
  /** Those of the meter that count, the newest first. */
  earlier: readonly Reading[]
  /** Those of the meters that it came after. */
  replaced: readonly Reading[]
  kind: Reading['kind']
  /** Names of the form's fields. */
  register: string
  on: string
}

/** What the meter showed last, and what the typed register stands for, judged as the hub will judge it. */
export function ReadingNote({ meter, earlier, replaced, kind, register, on }: ReadingNoteProps) {
  const typed = Form.useWatch<number | null | undefined>(register)
  const day = Form.useWatch<Dayjs | null | undefined>(on)
  const { may } = useSession()
  const [last] = earlier
  if (last?.state === 'review') {
    return (
      <Line tone="warning">
        {last.readOn} 的读数 {tonnes(last.register)} 还在等审核，审核后才能录入新的读数。
        {may('reading.review') && <Link to="/reviews">去审核</Link>}
      </Line>
    )
  }
  const isKnown = kind === 'estimated' || typeof typed === 'number'
  const wanted = typeof typed === 'number' && kind !== 'estimated' ? litresOf(typed) : null
  return (
    <div role="status" className="dialog-note">
      <p className="figures">
        {last
          ? `上次 ${last.readOn} 读数 ${tonnes(last.register)}`
          : `${meter.installedOn} 装表，底数 ${tonnes(meter.installedAt)}，还没有抄过表`}
      </p>
      {day && isKnown && (wanted === null || wanted < meter.registerCapacity) && (
        <Judged readout={readoutOf(meter, earlier, { readOn: dayOf(day), register: wanted, kind }, replaced)} />
      )}
    </div>
  )
}

function Judged({ readout }: { readout: ReturnType<typeof readoutOf> }) {
  const { volume, reasons } = judgeReading(readout)
  const { register, last, kind } = readout
  const turned = volume >= 0 && register < last
  return (
    <Line tone={reasons.length === 0 ? 'info' : 'warning'}>
      {kind === 'estimated' && `按近期平均用量估计读数 ${tonnes(register)}，`}
      {volume < 0 ? (
        <b>比上次读数少 {tonnes(litres(-volume))}</b>
      ) : (
        <>
          本次用水 <b>{tonnes(volume)}</b>
        </>
      )}
      {turned && '（表盘已过零）'}
      {reasons.length > 0 &&
        `。${reasons.map((reason) => reviewReasons[reason]).join('、')}，请核对；保存后须审核才计费`}
    </Line>
  )
}
