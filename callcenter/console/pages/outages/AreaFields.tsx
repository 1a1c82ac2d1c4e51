import { Form, Input, Select } from 'antd'
import { useAnswer } from '../../hub/useAnswer.ts'
import { useSession } from '../../session/session.ts'
import { type AreaFields as Fields, areaFault } from './outagePlan.ts'

/** Who is without water: streets, single accounts, whole reading routes, or any of them together. */
export function AreaFields({ optional = false }: { optional?: boolean }) {
  const { may } = useSession()
  const mayRoutes = may('billingRun.read')
  const routes = useAnswer('GET /api/staff/reading-routes', {}, { enabled: mayRoutes })
  return (
    <>
      <Form.Item
        label="街道或小区"
        name="streets"
        extra="每行一个，写法与用户地址的开头一致，例如 安平区兴华路，或 安平区兴华路12号"
        dependencies={['accountNumbers', 'routeIds']}
        rules={[
          ({ getFieldsValue }) => ({
            validator() {
              const fields = getFieldsValue(['streets', 'accountNumbers', 'routeIds']) as Fields
              const fault = areaFault(fields)
              const isNone = !fields.streets && !fields.accountNumbers && !fields.routeIds?.length
              return fault === null || (optional && isNone) ? Promise.resolve() : Promise.reject(new Error(fault))
            },
          }),
        ]}
      >
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <Form.Item label="另加户号" name="accountNumbers" extra="每行一个户号，可整列粘贴">
        <Input.TextArea rows={2} maxLength={4_000} className="figures" />
      </Form.Item>
      <Form.Item label="另加抄表表册" name="routeIds" hidden={!mayRoutes}>
        <Select
          mode="multiple"
          placeholder="整本表册的用户"
          loading={mayRoutes && routes.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={(routes.data ?? []).map(({ id, routeCode, name }) => ({ value: id, label: `${routeCode} ${name}` }))}
        />
      </Form.Item>
    </>
  )
}
