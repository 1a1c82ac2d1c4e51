import { Select } from 'antd'
import { Link } from 'react-router'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { among, useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { readingKinds, reviewReasons } from '../accounts/meterWords.ts'
import { Decide } from './Decide.tsx'
import { type Reviewed, reviewsKey } from './reviewed.ts'

type Reason = Reviewed['reasons'][number]

const reasons = Object.keys(reviewReasons) as Reason[]
const right = { align: 'right' as const, className: 'figures' }

const columns: ListColumn<Reviewed>[] = [
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) => (
      <Link to={`/accounts/${accountId}?tab=water&show=table`}>{accountNumber}</Link>
    ),
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  { title: '户名', dataIndex: 'name', ellipsis: true, width: 110, sheet: { of: ({ name }) => name } },
  { title: '用水地址', dataIndex: 'premises', ellipsis: true, width: 150, sheet: { of: ({ premises }) => premises } },
  {
    title: '上次',
    key: 'last',
    ...right,
    render: (_, { lastRegister, lastReadOn }) => `${lastReadOn}　${tonnes(lastRegister)}`,
    sheet: { kind: 'water', of: ({ lastRegister }) => lastRegister },
  },
  {
    title: '本次',
    key: 'now',
    ...right,
    render: (_, { register, readOn }) => `${readOn}　${tonnes(register)}`,
    sheet: { kind: 'water', of: ({ register }) => register },
  },
  {
    title: '用水',
    dataIndex: 'volume',
    ...right,
    render: (volume: Litres) => <span className={volume < 0 ? 'owed' : ''}>{tonnes(volume)}</span>,
    sheet: { kind: 'water', of: ({ volume }) => volume },
  },
  {
    title: '原因',
    key: 'reasons',
    render: (_, reading) => (
      <>
        {reading.reasons.map((reason) => (
          <Mark key={reason} tone="warning">
            {reviewReasons[reason]}
          </Mark>
        ))}
        <span className="soft">{readingKinds[reading.kind]}</span>
      </>
    ),
    sheet: { of: (reading) => reading.reasons.map((reason) => reviewReasons[reason]).join('、') },
  },
  { title: '处理', key: 'decide', fixed: 'right', render: (_, reading) => <Decide reading={reading} /> },
]

export const ReviewsPage = () => (
  <Page title="读数审核" needs="reading.review">
    <Reviews />
  </Page>
)

function Reviews() {
  const { all: given, set } = useFilters()
  const wanted = among(reasons, given('reason'))
  const reviews = useAnswer(reviewsKey, {})
  return (
    <>
      <div className="filters">
        <Select
          mode="multiple"
          className="filter-wide"
          aria-label="原因"
          placeholder="全部原因"
          allowClear
          options={reasons.map((value) => ({ value, label: reviewReasons[value] }))}
          value={wanted}
          onChange={(next) => set({ reason: next })}
        />
      </div>
      <Answered
        of={reviews}
        lines={10}
        isEmpty={(all) => all.length === 0}
        empty="没有待审核的读数；用量异常的抄表会出现在这里，审核后才会开账"
      >
        {(all) => {
          const shown = wanted.length === 0 ? all : all.filter((one) => one.reasons.some((why) => wanted.includes(why)))
          return (
            <Rows<Reviewed>
              name="待审核的读数"
              columns={columns}
              rows={shown}
              emptyText="没有这种原因的读数"
              pageOf={({ accountId }) => `/accounts/${accountId}?tab=water&show=table`}
              foot={`共 ${shown.length} 条，最早的在前，一次最多 200 条`}
            />
          )
        }}
      </Answered>
    </>
  )
}
