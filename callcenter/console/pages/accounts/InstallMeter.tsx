import { App, DatePicker, Form } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { dateOf } from '#core/kernel/businessDate.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { dayOf } from '../../format/dayOf.ts'
import { type Answer, useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { FormDialog } from './FormDialog.tsx'
import { type MeterFields, MeterFieldsOf, meterOf } from './MeterFields.tsx'

interface Fields extends MeterFields {
  installedOn: Dayjs
}

interface InstallMeterProps {
  account: Pick<Answer<'GET /api/staff/accounts/:accountId'>, 'id' | 'number' | 'openedOn'>
  onEnd(): void
}

const fieldOf = {
  'meter.inFuture': 'installedOn',
  'meter.serialTaken': 'serialNumber',
  'reading.beyondRegister': 'installedAt',
}
const usualCapacity = cubicMetres(100_000)

/** A meter’s number is there once: sent twice, there is one meter all the same. */
export function InstallMeter({ account: { id: accountId, number, openedOn }, onEnd }: InstallMeterProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const install = useAct('POST /api/staff/accounts/:accountId/meters', ['GET /api/staff/accounts/:accountId'])
  const act = ({ installedOn, ...meter }: Fields) =>
    install.mutate(
      { params: { accountId }, body: { ...meterOf(meter), installedOn: dayOf(installedOn) } },
      {
        onSuccess: ({ serialNumber }) => {
          void message.success(`已装表 ${serialNumber}`)
          onEnd()
        },
      },
    )
  const today = dayjs(dateOf(now()))
  return (
    <FormDialog<Fields>
      name="install-meter"
      title={`装表：户号 ${number}`}
      okText="装表"
      busy={install.isPending}
      initial={{ registerCapacity: usualCapacity, installedAt: 0, installedOn: today }}
      error={install.error}
      fieldOf={fieldOf}
      onFinish={act}
      onEnd={onEnd}
    >
      <MeterFieldsOf what="" isFirst />
      <Form.Item label="装表日期" name="installedOn" rules={[{ required: true, message: '请选择装表日期' }]}>
        <DatePicker minDate={dayjs(openedOn)} maxDate={today} />
      </Form.Item>
    </FormDialog>
  )
}
