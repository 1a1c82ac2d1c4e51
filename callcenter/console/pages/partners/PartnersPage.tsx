import { App, Button, Modal, Space } from 'antd'
import { useState } from 'react'
import { moment } from '../../format/moment.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { CreatePartner } from './CreatePartner.tsx'
import { hoursWord, type Partner, partnersKey } from './partner.ts'
import { RotateKey } from './RotateKey.tsx'
import '../../list/cells.css'
import './partners.css'

export const PartnersPage = () => (
  <Page title="代收机构" needs="partner.manage">
    <Partners />
  </Page>
)

interface Act {
  kind: 'key' | 'disable'
  partner: Partner
}

/** Banks and shops that take money, by their code. */
function Partners() {
  const partners = useAnswer(partnersKey, {})
  const [creating, setCreating] = useState(false)
  const [act, setAct] = useState<Act | null>(null)
  return (
    <>
      <div className="filters">
        <Button type="primary" onClick={() => setCreating(true)}>
          新增代收机构
        </Button>
      </div>
      {creating && <CreatePartner onEnd={() => setCreating(false)} />}
      {act?.kind === 'key' && <RotateKey partner={act.partner} onEnd={() => setAct(null)} />}
      {act?.kind === 'disable' && <DisablePartner partner={act.partner} onEnd={() => setAct(null)} />}
      <Answered
        of={partners}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="还没有代收机构；签约银行的公钥登记后列在这里"
      >
        {(all) => <Rows<Partner> name="代收机构" columns={columnsOf(setAct)} rows={all} foot={`共 ${all.length} 家`} />}
      </Answered>
    </>
  )
}

const columnsOf = (act: (act: Act) => void): ListColumn<Partner>[] => [
  { title: '代码', dataIndex: 'code', className: 'figures', sheet: { of: ({ code }) => code } },
  { title: '名称', dataIndex: 'name', sheet: { of: ({ name }) => name } },
  {
    title: '状态',
    dataIndex: 'disabledAt',
    render: (at: number | null) =>
      at === null ? <Mark tone="success">启用</Mark> : <Mark tone="quiet">已停用 {moment(at)}</Mark>,
    sheet: { of: ({ disabledAt }) => (disabledAt === null ? '启用' : '已停用') },
  },
  {
    title: '服务时间',
    key: 'hours',
    className: 'figures',
    render: (_, row) => hoursWord(row),
    sheet: { of: hoursWord },
  },
  {
    title: '每分钟最多',
    dataIndex: 'ratePerMinute',
    align: 'right',
    className: 'figures',
    render: (rate: number) => `${rate} 次`,
    sheet: { kind: 'number', of: ({ ratePerMinute }) => ratePerMinute },
  },
  {
    title: '来源地址',
    dataIndex: 'allowedAddresses',
    className: 'long-cell figures',
    render: (addresses: string[]) => (addresses.length === 0 ? '不限' : addresses.join('，')),
    sheet: { of: ({ allowedAddresses }) => allowedAddresses.join('，') },
  },
  {
    title: '公钥指纹',
    dataIndex: 'keyFingerprint',
    className: 'figures',
    render: (fingerprint: string) => <code title={fingerprint}>{fingerprint.slice(0, 16)}…</code>,
    sheet: { of: ({ keyFingerprint }) => keyFingerprint },
  },
  {
    title: '操作',
    key: 'acts',
    render: (_, partner) =>
      partner.disabledAt === null && (
        <Space size={4}>
          <Button size="small" onClick={() => act({ kind: 'key', partner })}>
            更换公钥
          </Button>
          <Button size="small" danger onClick={() => act({ kind: 'disable', partner })}>
            停用
          </Button>
        </Space>
      ),
  },
]

function DisablePartner({ partner, onEnd }: { partner: Partner; onEnd(): void }) {
  const { message } = App.useApp()
  const disable = useAct('POST /api/staff/partners/:partnerId/disablement', [partnersKey])
  return (
    <Modal
      open
      title={`停用 ${partner.name}（${partner.code}）`}
      okText={`停用 ${partner.name}`}
      okButtonProps={{ danger: true, loading: disable.isPending }}
      cancelText="不停用"
      onCancel={onEnd}
      onOk={() =>
        disable.mutate(
          { params: { partnerId: partner.id } },
          {
            onSuccess: () => {
              void message.success(`已停用 ${partner.name}`)
              onEnd()
            },
          },
        )
      }
    >
      <p>它的请求会立即被拒绝，当日未扎帐的收款仍须对账。停用后不能恢复，要再用须以新代码登记。</p>
      <RefusedLine error={disable.error} />
    </Modal>
  )
}
