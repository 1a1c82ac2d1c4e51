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
      {params['new'] === '1' && <Banner tone="good">已经收到您的报修。有进展会通知您，也可以随时回来看。</Banner>}
      <Answered question={question} lines={8}>
        {(order) => (
          <>
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
  const photos = [...order.photos].sort((a, b) => Number(a.purpose === 'report') - Number(b.purpose === 'report'))
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
      {photos.length > 0 && (
        <Box className="photos">
          {photos.map(({ id, link, purpose }, index) => (
            <Box className="photos__one" key={id}>
              <Picture
                className="photos__picture"
                address={HUB_ORIGIN + link}
                label={`${purpose === 'result' ? '处理后的照片' : '报修照片'} ${index + 1}`}
              />
              {purpose === 'result' && <Box className="soft">处理后</Box>}
            </Box>
          ))}
        </Box>
      )}
    </Card>
  )
}
