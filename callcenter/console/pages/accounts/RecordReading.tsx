import { App, DatePicker, Form, InputNumber, Radio } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { dateOf } from '#core/kernel/businessDate.ts'
import { tonnes } from '#core/kernel/litres.ts'
import { dayOf } from '../../format/dayOf.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { reviewChanges } from '../reviews/reviewed.ts'
import { FormDialog } from './FormDialog.tsx'
import { litresOf, type Meter, withinRegister } from './meterForm.ts'
import { type Reading, readingKinds } from './meterWords.ts'
import { ReadingNote } from './ReadingNote.tsx'

const kinds = ['actual', 'estimated', 'self'] as const
type Kind = (typeof kinds)[number]

interface Fields {
  kind: Kind
  readOn: Dayjs
  /** In cubic metres; none is typed for an estimate. */
  register?: number
}

interface RecordReadingProps {
  meter: Meter
  earlier: readonly Reading[]
  /** Those of the meters that it came after. */
  replaced: readonly Reading[]
  onEnd(): void
}

const fieldOf = {
  'reading.inFuture': 'readOn',
  'reading.outOfOrder': 'readOn',
  'reading.differs': 'register',
  'reading.beyondRegister': 'register',
}

/**
 * Writes down what a meter shows; the same day's same reading is none the second time. Of a meter that was taken out it
 * is the final one, on the day of that.
 */
export function RecordReading({ meter, earlier, replaced, onEnd }: RecordReadingProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const record = useAct('POST /api/staff/meters/:meterId/readings', reviewChanges)
  const act = ({ kind, readOn, register }: Fields) =>
    record.mutate(
      {
        params: { meterId: meter.id },
        body: { kind, readOn: dayOf(readOn), register: register === undefined ? null : litresOf(register) },
      },
      {
        onSuccess: ({ state, volume }) => {
          if (state === 'review') void message.warning('已录入，读数异常，待审核')
          else void message.success(`已录入，用水 ${tonnes(volume)}`)
          onEnd()
        },
      },
    )
  const [last] = earlier
  const out = meter.removedOn
  const today = dateOf(now())
  return (
    <FormDialog<Fields>
      name="record-reading"
      title={`${out === null ? '录入抄表' : '补录拆表读数'}：表号 ${meter.serialNumber}`}
      okText="录入"
      busy={record.isPending}
      hindered={last?.state === 'review'}
      initial={{ kind: 'actual', readOn: dayjs(out ?? today) }}
      error={record.error}
      fieldOf={fieldOf}
      onFinish={act}
      onEnd={onEnd}
    >
      <ReadingFields
        meter={meter}
        earlier={earlier}
        replaced={replaced}
        least={dayjs(out ?? last?.readOn ?? meter.installedOn)}
        most={dayjs(out ?? today)}
      />
    </FormDialog>
  )
}

interface ReadingFieldsProps extends Pick<RecordReadingProps, 'meter' | 'earlier' | 'replaced'> {
  least: Dayjs
  most: Dayjs
}

function ReadingFields({ meter, earlier, replaced, least, most }: ReadingFieldsProps) {
  const kind = Form.useWatch<Kind | undefined>('kind') ?? 'actual'
  const isOut = meter.removedOn !== null
  return (
    <>
      <div className="side-by-side">
        <Form.Item label="抄表日期" name="readOn" rules={[{ required: true, message: '请选择抄表日期' }]}>
          <DatePicker minDate={least} maxDate={most} disabled={isOut} />
        </Form.Item>
        <Form.Item label="方式" name="kind" hidden={isOut}>
          <Radio.Group optionType="button" options={kinds.map((value) => ({ value, label: readingKinds[value] }))} />
        </Form.Item>
      </div>
      {kind !== 'estimated' && (
        <Form.Item
          label="本次读数（吨）"
          name="register"
          rules={[{ required: true, message: '请填写读数' }, withinRegister(meter.registerCapacity)]}
        >
          <InputNumber autoFocus className="register" min={0} controls={false} />
        </Form.Item>
      )}
      <ReadingNote
        meter={meter}
        earlier={earlier}
        replaced={replaced}
        kind={isOut ? 'final' : kind}
        register="register"
        on="readOn"
      />
    </>
  )
}
