import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { RowLink } from '../../components/RowLink/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import { moment } from '../../format/date.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { kindNames, stateNames } from '../../reporting/words.ts'

export default function WorkOrders() {
  const { call } = useHub()
  const question = useQuestion(useLoggedIn() ? 'workorders' : null, () => call('GET /api/resident/work-orders'))
  return (
    <Page
      title="我的报修"
      personal
      foot={
        <Button kind="main" onPress={() => go.to('report')} id="report">
          我要报修
        </Button>
      }
    >
      <Answered question={question} lines={6}>
        {(orders) =>
          orders.length === 0 ? (
            <Empty icon="repair" title="还没有报修" how="漏水、没水、水表坏了都可以报修。提交后在这里看进度。" />
          ) : (
            <Card>
              {orders.map((order) => (
                <RowLink key={order.id} onPress={() => go.to('workorder', { id: order.id })}>
                  <Box className="strong">
                    {kindNames[order.kind]}：{stateNames[order.state]}
                  </Box>
                  <Box>{order.place}</Box>
                  <Box className="soft">{moment(order.createdAt)} 报修</Box>
                </RowLink>
              ))}
            </Card>
          )
        }
      </Answered>
    </Page>
  )
}
