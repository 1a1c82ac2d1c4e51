import { App, Button, DatePicker, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import { newId } from '#core/kernel/id.ts'
import { tonnes } from '#core/kernel/litres.ts'
import { dayOf } from '../../format/dayOf.ts'
import { type Answer, useAct, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { runsKey } from './billingRunWords.ts'

type Preview = Answer<'POST /api/staff/billing-run-previews'>

const city = 'city'

/** Chooses what is billed, shows what there is to bill, and asks before it starts. */
export function StartBillingRun() {
  const { now } = useHub()
  const [chosen, setChosen] = useState<string | null>(null)
  const [through, setThrough] = useState<BusinessDate>(() => dateOf(now()))
  const [asked, setAsked] = useState<string | null>(null)
  const routes = useAnswer('GET /api/staff/reading-routes', {})
  const preview = usePreview(chosen, through)
  const route = routes.data?.find(({ id }) => id === chosen)
  const name = route ? `表册 ${route.routeCode} ${route.name}` : '全市'
  return (
    <section className="run-start" aria-label="发起开账">
      <h2>发起开账</h2>
      <div className="filters">
        <Select
          className="filter-wide"
          aria-label="开账范围"
          placeholder="选择表册或全市"
          loading={routes.isPending}
          value={chosen}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: city, label: '全市' },
            ...(routes.data ?? []).map(({ id, routeCode, name: words }) => ({
              value: id,
              label: `${routeCode} ${words}`,
            })),
          ]}
          onChange={(next: string) => setChosen(next)}
        />
        <label>
          抄表截至{' '}
          <DatePicker
            aria-label="抄表截止日期"
            allowClear={false}
            value={dayjs(through)}
            maxDate={dayjs(dateOf(now()))}
            onChange={(day) => day && setThrough(dayOf(day))}
          />
        </label>
        <Button
          type="primary"
          disabled={chosen === null || preview.data === undefined || preview.data.toBill === 0}
          onClick={() => setAsked(newId(now()))}
        >
          开始开账
        </Button>
      </div>
      <div className="run-found">
        {chosen === null ? (
          <p className="soft">选好范围和日期后，先显示有多少可开账</p>
        ) : (
          <Answered of={preview} lines={1}>
            {(found) => <Found found={found} />}
          </Answered>
        )}
      </div>
      {asked !== null && preview.data && (
        <Asking
          run={{ id: asked, routeId: chosen === city ? null : chosen, through }}
          name={name}
          found={preview.data}
          onEnd={() => setAsked(null)}
        />
      )}
    </section>
  )
}

const usePreview = (chosen: string | null, through: BusinessDate) =>
  useAnswer(
    'POST /api/staff/billing-run-previews',
    { body: { routeId: chosen === city ? null : chosen, through } },
    { enabled: chosen !== null },
  )

const Found = ({ found: { accounts, toBill, volume, inReview } }: { found: Preview }) => (
  <>
    <p className="figures">
      共 {accounts} 户，其中 <b>{toBill} 户</b>有未开账的抄表，用水 {tonnes(volume)}
    </p>
    {inReview > 0 && <Line tone="warning">另有 {inReview} 条读数待审核，审核前不会开账</Line>}
    {toBill === 0 && <Line tone="info">没有可开账的抄表</Line>}
  </>
)

interface AskingProps {
  run: { id: string; routeId: string | null; through: BusinessDate }
  name: string
  found: Preview
  onEnd: () => void
}

function Asking({ run, name, found, onEnd }: AskingProps) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const start = useAct('POST /api/staff/billing-runs', [runsKey, 'POST /api/staff/billing-run-previews'])
  return (
    <Modal
      open
      title={`开账：${name}，截至 ${run.through}`}
      okText={`为 ${found.toBill} 户开账`}
      okButtonProps={{ loading: start.isPending }}
      cancelText="暂不开账"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        start.mutate(
          { body: run },
          {
            onSuccess: ({ id }) => {
              void message.success('已开始开账')
              onEnd()
              void navigate(`/billing-runs/${id}`)
            },
          },
        )
      }
    >
      <p>账单一经开出，用户即可看到并缴费；开错只能逐张作废。开账在后台进行，可以离开此页。</p>
      <RefusedLine error={start.error} />
    </Modal>
  )
}
