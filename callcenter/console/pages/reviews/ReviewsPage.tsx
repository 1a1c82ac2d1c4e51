import { Select, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
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

const columns: TableColumnsType<Reviewed> = [
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) => (
      <Link to={`/accounts/${accountId}?tab=water&show=table`}>{accountNumber}</Link>
    ),
  },
  { title: '户名', dataIndex: 'name', ellipsis: true, width: 110 },
  { title: '用水地址', dataIndex: 'premises', ellipsis: true, width: 200 },
  {
    title: '上次',
    key: 'last',
    ...right,
    render: (_, { lastRegister, lastReadOn }) => `${lastReadOn}　${tonnes(lastRegister)}`,
  },
  {
    title: '本次',
    key: 'now',
    ...right,
    render: (_, { register, readOn }) => `${readOn}　${tonnes(register)}`,
  },
  {
    title: '用水',
    dataIndex: 'volume',
    ...right,
    render: (volume: Litres) => <span className={volume < 0 ? 'owed' : ''}>{tonnes(volume)}</span>,
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
  },
  { title: '处理', key: 'decide', render: (_, reading) => <Decide reading={reading} /> },
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
            <div className="list">
              <Table<Reviewed>
                aria-label="待审核的读数"
                size="small"
                rowKey="id"
                columns={columns}
                dataSource={shown}
                pagination={false}
                locale={{ emptyText: '没有这种原因的读数' }}
                scroll={{ x: 'max-content' }}
              />
              <footer className="list-foot">共 {shown.length} 条，最早的在前，一次最多 200 条</footer>
            </div>
          )
        }}
      </Answered>
    </>
  )
}
