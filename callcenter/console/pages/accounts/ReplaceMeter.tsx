import { App, DatePicker, Form, InputNumber } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { dateOf } from '#core/kernel/businessDate.ts'
import { tonnes } from '#core/kernel/litres.ts'
import { dayOf } from '../../format/dayOf.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { reviewChanges } from '../reviews/reviewed.ts'
import { AskingDialog, FormDialog, fieldRefused } from './FormDialog.tsx'
import { type MeterFields, MeterFieldsOf, meterOf } from './MeterFields.tsx'
import { litresOf, type Meter, withinRegister } from './meterForm.ts'
import type { Reading } from './meterWords.ts'
import { ReadingNote } from './ReadingNote.tsx'

interface Fields extends MeterFields {
  on: Dayjs
  /** In cubic metres. */
  finalRegister: number
}

interface ReplaceMeterProps {
  meter: Meter
  earlier: readonly Reading[]
  /** Those of the meters that it came after. */
  replaced: readonly Reading[]
  onEnd(): void
}

const fieldOf = {
  'meter.serialTaken': 'serialNumber',
  'reading.inFuture': 'on',
  'reading.outOfOrder': 'on',
  'reading.differs': 'finalRegister',
}

/** Takes a meter out and puts another in; asks, for neither can be undone. A meter is taken out once. */
export function ReplaceMeter({ meter, earlier, replaced, onEnd }: ReplaceMeterProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [asked, setAsked] = useState<Fields | null>(null)
  const replace = useAct('POST /api/staff/meters/:meterId/replacement', [
    'GET /api/staff/accounts/:accountId',
    ...reviewChanges,
  ])
  const act = ({ on, finalRegister, ...successor }: Fields) =>
    replace.mutate(
      {
        params: { meterId: meter.id },
        body: { on: dayOf(on), finalRegister: litresOf(finalRegister), successor: meterOf(successor) },
      },
      {
        onSuccess: ({ final, meter: { serialNumber } }) => {
          if (final.state === 'review') void message.warning(`已换成 ${serialNumber}，旧表的拆表读数异常，待审核`)
          else void message.success(`已换成 ${serialNumber}，旧表用水 ${tonnes(final.volume)}`)
          onEnd()
        },
        onError: (error) => {
          if (fieldRefused(error, fieldOf) !== undefined) setAsked(null)
        },
      },
    )
  const [last] = earlier
  const today = dayjs(dateOf(now()))
  return (
    <>
      <FormDialog<Fields>
        name="replace-meter"
        title={`换表：旧表 ${meter.serialNumber}`}
        okText="下一步"
        open={asked === null}
        hindered={last?.state === 'review'}
        initial={{ on: today, registerCapacity: meter.registerCapacity, installedAt: 0 }}
        error={replace.error}
        fieldOf={fieldOf}
        onFinish={(fields) => {
          replace.reset()
          setAsked(fields)
        }}
        onEnd={onEnd}
      >
        <div className="side-by-side">
          <Form.Item label="换表日期" name="on" rules={[{ required: true, message: '请选择换表日期' }]}>
            <DatePicker minDate={dayjs(last?.readOn ?? meter.installedOn)} maxDate={today} />
          </Form.Item>
          <Form.Item
            label="旧表止数（吨）"
            name="finalRegister"
            rules={[{ required: true, message: '请填写旧表止数' }, withinRegister(meter.registerCapacity)]}
          >
            <InputNumber autoFocus min={0} controls={false} />
          </Form.Item>
        </div>
        <ReadingNote
          meter={meter}
          earlier={earlier}
          replaced={replaced}
          kind="final"
          register="finalRegister"
          on="on"
        />
        <MeterFieldsOf what="新表" also={meter.registerCapacity} />
      </FormDialog>
      {asked && (
        <AskingDialog
          title={`换表：旧表 ${meter.serialNumber}`}
          okText={`换成 ${asked.serialNumber.trim()}`}
          busy={replace.isPending}
          error={replace.error}
          onOk={() => act(asked)}
          onBack={() => {
            replace.reset()
            setAsked(null)
          }}
        >
          <ul className="outcomes figures">
            <li>
              {dayOf(asked.on)} 拆下 <b>{meter.serialNumber}</b>，止数 {tonnes(litresOf(asked.finalRegister))}
            </li>
            <li>
              同日装上 <b>{asked.serialNumber.trim()}</b>，底数 {tonnes(litresOf(asked.installedAt))}
            </li>
            <li>旧表的用水与新表第一次抄表一起开账</li>
          </ul>
          <p>换表后不能撤销，请再核对一遍表号和读数。</p>
        </AskingDialog>
      )}
    </>
  )
}
