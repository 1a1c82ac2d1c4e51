import { useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choice } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import type { WorkOrder } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { isTooLong } from '../../format/characters.ts'
import { useHub } from '../../hub/useHub.ts'

/** What the resident may do now: rate what was done, say that it is not solved, take it back. */
export function WorkOrderActs({ order }: { order: WorkOrder }) {
  return (
    <>
      {order.may.includes('rate') && <Rating order={order} />}
      {order.may.includes('reopen') && (
        <Saying order={order} key="reopen" act="reopening" ask="没有解决？" label="还有什么问题" words="要求再处理" />
      )}
      {order.may.includes('cancel') && (
        <Saying order={order} key="cancel" act="cancellation" ask="不用来了？" label="为什么撤销" words="撤销报修" />
      )}
    </>
  )
}

const mostWords = 500
const starNames = ['很不满意', '不满意', '一般', '满意', '非常满意']

function Rating({ order }: { order: WorkOrder }) {
  const { call } = useHub()
  const [stars, setStars] = useState(0)
  const [text, setText] = useState('')
  const { act, busy, refused } = useAct()
  const rate = () =>
    act(() =>
      call('PUT /api/resident/work-orders/:workOrderId/rating', {
        params: { workOrderId: order.id },
        body: { stars, text: text.trim() === '' ? null : text.trim() },
      }),
    )
  return (
    <Card title="这次处理您满意吗？">
      <Refused told={refused} />
      <Box role="group" label="评价">
        {starNames.map((name, index) => (
          <Choice
            key={name}
            row
            here={index + 1 === stars}
            onPress={() => setStars(index + 1)}
            id={`stars-${index + 1}`}
          >
            {'★'.repeat(index + 1)} {name}
          </Choice>
        ))}
      </Box>
      <Field id="rating" label="还想说什么（可以不填）" tall value={text} onText={setText} most={mostWords} />
      <Button kind="main" onPress={rate} busy={busy} disabled={stars === 0 || isTooLong(text, mostWords)} id="rate">
        提交评价
      </Button>
    </Card>
  )
}

function Saying(props: {
  order: WorkOrder
  act: 'reopening' | 'cancellation'
  ask: string
  label: string
  words: string
}) {
  const { order, ask, label, words } = props
  const { call, newId } = useHub()
  // One id for as long as this is on the page: pressed again after a lost answer, it is done once.
  const [id] = useState(newId)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const { act, busy, refused } = useAct()
  const send = () =>
    act(async () => {
      const request = { params: { workOrderId: order.id }, body: { id, reason: reason.trim() } }
      if (props.act === 'reopening') await call('POST /api/resident/work-orders/:workOrderId/reopening', request)
      else await call('POST /api/resident/work-orders/:workOrderId/cancellation', request)
      setOpen(false)
    })
  if (!open) {
    return (
      <Button kind="link" onPress={() => setOpen(true)} id={props.act}>
        {ask}
        {words}
      </Button>
    )
  }
  return (
    <Card title={words}>
      <Refused told={refused} />
      <Field id="reason" label={label} value={reason} onText={setReason} most={100} />
      <Button kind="danger" onPress={send} busy={busy} disabled={reason.trim() === ''} id={`send-${props.act}`}>
        {words}
      </Button>
      <Button kind="link" onPress={() => setOpen(false)}>
        不了
      </Button>
    </Card>
  )
}
