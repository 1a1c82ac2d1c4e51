import { useRouter } from '@tarojs/taro'
import { Box, Picture } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Answered } from '../../components/States/index.tsx'
import { maskedPhone } from '../../format/masked.ts'
import { moment } from '../../format/date.ts'
import type { WorkOrder } from '../../hub/contract.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { actNames, kindNames, stateNames } from '../../reporting/words.ts'
import { WorkOrderActs } from './WorkOrderActs.tsx'
import './index.scss'

export default function WorkOrderPage() {
  const { params } = useRouter()
  const { call } = useHub()
  const id = params['id'] ?? ''
  const question = useQuestion(`workorder.${id}`, () =>
    call('GET /api/resident/work-orders/:workOrderId', { params: { workOrderId: id } }),
  )
  return (
    <Page title="报修进度" personal>
      <Answered question={question} lines={8}>
        {(order) => (
          <>
            {params['new'] === '1' && order.state === 'reported' && (
              <Banner tone="good">已经收到您的报修。有进展会通知您，也可以随时回来看。</Banner>
            )}
            <Progress order={order} />
            <WorkOrderActs order={order} />
            <What order={order} />
          </>
        )}
      </Answered>
      <BigCall />
    </Page>
  )
}

function Progress({ order }: { order: WorkOrder }) {
  return (
    <Card title={order.stars === null ? stateNames[order.state] : '已处理完，谢谢您的评价'}>
      {order.result !== null && <Banner tone="good">处理结果：{order.result}</Banner>}
      {[...order.steps].reverse().map((step) => (
        <Box className="workorder__step" key={step.step}>
          <Box className="workorder__act">
            {actNames[step.act]}
            {step.unitName !== null && step.act === 'dispatch' ? `：${step.unitName}` : ''}
          </Box>
          {step.note !== null && step.note !== order.result && <Box className="workorder__note">{step.note}</Box>}
          <Box className="soft">{moment(step.at)}</Box>
        </Box>
      ))}
    </Card>
  )
}

function What({ order }: { order: WorkOrder }) {
  return (
    <Card title={kindNames[order.kind]}>
      <Box className="workorder__note">{order.description}</Box>
      <Facts
        facts={[
          ['工单编号', order.number],
          ['地点', order.place],
          order.accountNumber === null ? null : ['户号', order.accountNumber],
          order.contactPhone === null ? null : ['联系电话', maskedPhone(order.contactPhone)],
          order.stars === null
            ? null
            : ['您的评价', `${order.stars} 颗星${order.ratingText ? `：${order.ratingText}` : ''}`],
        ]}
      />
      {photoGroups.map(({ purpose, words }) => (
        <PhotoGroup key={purpose} words={words} photos={order.photos.filter((photo) => photo.purpose === purpose)} />
      ))}
    </Card>
  )
}

const photoGroups = [
  { purpose: 'before', words: '处理前的照片' },
  { purpose: 'result', words: '处理后的照片' },
  { purpose: 'report', words: '报修照片' },
] as const

function PhotoGroup({ words, photos }: { words: string; photos: WorkOrder['photos'] }) {
  if (photos.length === 0) return null
  return (
    <Box className="workorder__group">
      <Box className="strong">{words}</Box>
      <Box className="photos">
        {photos.map(({ id, link }, index) => (
          <Box className="photos__one" key={id}>
            <Picture className="photos__picture" address={HUB_ORIGIN + link} label={`${words} ${index + 1}`} />
          </Box>
        ))}
      </Box>
    </Box>
  )
}
