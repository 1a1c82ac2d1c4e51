import { App, DatePicker, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { type Tariff, Tariff as TariffSchema, tariffWarnings } from '#core/billing/tariff.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { fieldsOf, type TariffFields, tariffOf } from './newTariff.ts'
import { besidesWord, lateFeeWord, priceWord, tariffsKey, tierPrices } from './tariffWords.ts'

const priceRules = [
  { required: true, message: '请填写单价' },
  { pattern: /^\s*\d{1,5}(\.\d{1,4})?\s*$/, message: '最多四位小数' },
]

/** The next version of a price: typed first, then shown once more beside the old one, for it cannot be taken back. */
export function PublishTariff({ base, onEnd }: { base: Tariff; onEnd(): void }) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [form] = Form.useForm<TariffFields>()
  const [wanted, setWanted] = useState<Tariff | null>(null)
  const [faults, setFaults] = useState<readonly string[]>([])
  const publish = useActOnce('POST /api/staff/tariffs', [tariffsKey])
  const today = dateOf(now())
  const show = (fields: TariffFields) => {
    const tariff = tariffOf(base, fields)
    const { error } = TariffSchema.safeParse(tariff)
    setFaults(error ? [...new Set(error.issues.map((issue) => issue.message))] : [])
    if (!error) setWanted(tariff)
  }
  return (
    <>
      <Modal
        open={wanted === null}
        title={`发布新版：${base.name}`}
        okText="核对…"
        cancelText="不发布"
        width={720}
        maskClosable={false}
        onOk={() => form.submit()}
        onCancel={onEnd}
      >
        <Form<TariffFields>
          form={form}
          layout="vertical"
          className="tight-form"
          requiredMark={false}
          initialValues={fieldsOf(base)}
          onFinish={show}
        >
          <div className="side-by-side">
            <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
              <Input maxLength={64} />
            </Form.Item>
            <Form.Item label="执行日期" name="effectiveFrom" rules={[{ required: true, message: '请选择执行日期' }]}>
              <DatePicker disabledDate={(day) => day.format('YYYY-MM-DD') <= today} />
            </Form.Item>
          </div>
          <Form.List name="tiers">
            {(tiers) =>
              tiers.map(({ key, name }, index) => (
                <div key={key} className="side-by-side">
                  <Form.Item label={`第 ${index + 1} 档基本单价（元/吨）`} name={[name, 'price']} rules={priceRules}>
                    <Input className="figures" inputMode="decimal" />
                  </Form.Item>
                  {index < tiers.length - 1 ? (
                    <Form.Item
                      label={`第 ${index + 1} 档每年上限`}
                      name={[name, 'upTo']}
                      rules={[{ required: true, message: '请填写上限' }]}
                    >
                      <InputNumber min={1} max={1_000_000} precision={0} suffix="吨" />
                    </Form.Item>
                  ) : (
                    <Form.Item label={`第 ${index + 1} 档每年上限`}>
                      <span className="soft">不封顶</span>
                    </Form.Item>
                  )}
                </div>
              ))
            }
          </Form.List>
          <div className="side-by-side">
            <Form.Item label="污水处理费（元/吨）" name="sewage" rules={priceRules}>
              <Input className="figures" inputMode="decimal" />
            </Form.Item>
            <Form.Item label="水资源税（元/吨）" name="resourceTax" rules={priceRules}>
              <Input className="figures" inputMode="decimal" />
            </Form.Item>
          </div>
          <div className="side-by-side">
            <Form.Item label="缴费期限" name="termDays" rules={[{ required: true, message: '请填写天数' }]}>
              <InputNumber min={0} max={365} precision={0} suffix="天" />
            </Form.Item>
            <Form.Item label="宽限" name="graceDays" rules={[{ required: true, message: '请填写天数' }]}>
              <InputNumber min={0} max={365} precision={0} suffix="天" />
            </Form.Item>
            <Form.Item label="违约金每天" name="rate" rules={[{ required: true, message: '请填写比例' }]}>
              <InputNumber min={0} max={1_000} step={0.1} precision={3} suffix="‰" />
            </Form.Item>
            <Form.Item label="违约金最多为本金的" name="cap" extra="留空则不封顶">
              <InputNumber min={0} max={1_000} precision={2} suffix="%" />
            </Form.Item>
          </div>
        </Form>
        <p className="soft">年度起算、多人口家庭、调价分段和取整的规则沿用上一版。</p>
        {faults.map((fault) => (
          <Line key={fault} tone="danger">
            {fault}
          </Line>
        ))}
      </Modal>
      {wanted && (
        <Modal
          open
          title={`核对并发布：${wanted.name}`}
          okText={`发布，${wanted.effectiveFrom} 起执行`}
          okButtonProps={{ danger: true, loading: publish.isPending }}
          cancelText="回去修改"
          width={720}
          maskClosable={false}
          onCancel={() => setWanted(null)}
          onOk={() =>
            publish.mutate(
              { body: wanted },
              {
                onSuccess: () => {
                  void message.success(`已发布，${wanted.effectiveFrom} 起执行`)
                  onEnd()
                },
              },
            )
          }
        >
          <p>发布后不能修改或撤回，只能再发布更新的版本。从执行日期起的用水按新价计。</p>
          <Compare before={base} after={wanted} />
          {tariffWarnings(wanted).map(({ code, sentence }) => (
            <Line key={code} tone="warning">
              {sentence}，请确认已经批准
            </Line>
          ))}
          <RefusedLine error={publish.error} />
        </Modal>
      )}
    </>
  )
}

function Compare({ before, after }: { before: Tariff; after: Tariff }) {
  const [old, fresh] = [tierPrices(before), tierPrices(after)]
  return (
    <table className="compare figures">
      <thead>
        <tr>
          <td />
          <th scope="col">{before.effectiveFrom} 版</th>
          <th scope="col">新版</th>
        </tr>
      </thead>
      <tbody>
        {fresh.map((tier, index) => (
          <tr key={tier.range}>
            <th scope="row">第 {index + 1} 档到户价</th>
            <td>
              {old[index]?.range} {priceWord(old[index]?.total ?? 0)}
            </td>
            <td>
              {tier.range} {priceWord(tier.total)}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">其中</th>
          <td>{besidesWord(before)}</td>
          <td>{besidesWord(after)}</td>
        </tr>
        <tr>
          <th scope="row">违约金</th>
          <td>{lateFeeWord(before)}</td>
          <td>{lateFeeWord(after)}</td>
        </tr>
      </tbody>
    </table>
  )
}
