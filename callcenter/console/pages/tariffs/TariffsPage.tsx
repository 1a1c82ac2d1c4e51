import { Button } from 'antd'
import { useState } from 'react'
import type { Tariff } from '#core/billing/tariff.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { PublishTariff } from './PublishTariff.tsx'
import {
  besidesWord,
  lateFeeWord,
  priceWord,
  type Published,
  stateOf,
  tariffsKey,
  tariffStates,
  tierPrices,
  usageClasses,
} from './tariffWords.ts'
import '../../list/cells.css'
import './tariffs.css'

export const TariffsPage = () => (
  <Page title="水价" needs="tariff.read">
    <Tariffs />
  </Page>
)

/** Every version of every price: what holds, what will, what did. */
function Tariffs() {
  const { may } = useSession()
  const { now } = useHub()
  const tariffs = useAnswer(tariffsKey, {})
  const [base, setBase] = useState<Tariff | null>(null)
  return (
    <Answered of={tariffs} lines={10} isEmpty={(all) => all.length === 0} empty="还没有发布过水价；安装时建立">
      {(all) => (
        <>
          {base && <PublishTariff base={base} onEnd={() => setBase(null)} />}
          <Rows<Published>
            name="水价"
            rowKey={({ tariff }) => tariff.id}
            columns={columnsOf(all, dateOf(now()), may('tariff.write') ? setBase : null)}
            rows={all}
            foot={`共 ${all.length} 个版本；价格为每吨，含污水处理费和水资源税`}
          />
        </>
      )}
    </Answered>
  )
}

const tones = { coming: 'info', now: 'success', over: 'quiet' } as const

const pricesText = (tariff: Tariff) =>
  tierPrices(tariff)
    .map(({ range, total }) => `${range} ${priceWord(total)}`)
    .join('；')

function columnsOf(
  all: readonly Published[],
  today: BusinessDate,
  publish: ((base: Tariff) => void) | null,
): ListColumn<Published>[] {
  return [
    {
      title: '水价',
      key: 'name',
      render: (_, { tariff }) => (
        <>
          {tariff.name}
          <div className="soft">{usageClasses[tariff.usageClass]}</div>
        </>
      ),
      sheet: { of: ({ tariff }) => tariff.name },
    },
    {
      title: '状态',
      key: 'state',
      render: (_, row) => {
        const state = stateOf(row, all, today)
        return <Mark tone={tones[state]}>{tariffStates[state]}</Mark>
      },
      sheet: { of: (row) => tariffStates[stateOf(row, all, today)] },
    },
    {
      title: '执行日期',
      key: 'from',
      className: 'figures',
      render: (_, { tariff }) => tariff.effectiveFrom,
      sheet: { kind: 'date', of: ({ tariff }) => tariff.effectiveFrom },
    },
    {
      title: '阶梯与到户价',
      key: 'tiers',
      className: 'figures',
      render: (_, { tariff }) => (
        <>
          <ul className="tier-prices">
            {tierPrices(tariff).map(({ range, supply, total }) => (
              <li key={range}>
                <span>{range}</span> <b>{priceWord(total)}</b> <span className="soft">基本 {priceWord(supply)}</span>
              </li>
            ))}
          </ul>
          <div className="soft">{besidesWord(tariff)}</div>
        </>
      ),
      sheet: { of: ({ tariff }) => pricesText(tariff) },
    },
    {
      title: '违约金',
      key: 'lateFee',
      className: 'long-cell',
      render: (_, { tariff, warnings }) => (
        <div className="late-fee">
          {lateFeeWord(tariff)}
          {warnings.map((warning) => (
            <div key={warning}>
              <Mark tone="warning">{warning}</Mark>
            </div>
          ))}
        </div>
      ),
      sheet: { of: ({ tariff }) => lateFeeWord(tariff) },
    },
    {
      title: '发布时间',
      dataIndex: 'publishedAt',
      className: 'figures',
      render: moment,
      sheet: { kind: 'moment', of: ({ publishedAt }) => publishedAt },
    },
    ...(publish
      ? [
          {
            title: '操作',
            key: 'acts',
            render: (_: unknown, { tariff }: Published) => (
              <Button size="small" onClick={() => publish(tariff)}>
                发布新版
              </Button>
            ),
          },
        ]
      : []),
  ]
}
