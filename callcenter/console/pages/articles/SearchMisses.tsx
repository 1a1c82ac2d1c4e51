import { Table, type TableColumnsType } from 'antd'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'

const key = 'GET /api/staff/search-misses'

const columns: TableColumnsType<Answer<typeof key>[number]> = [
  { title: '查找的词', dataIndex: 'query', className: 'long-cell' },
  { title: '次数', dataIndex: 'times', align: 'right', className: 'figures' },
  { title: '最近一次', dataIndex: 'lastAt', className: 'figures', render: moment },
]

/** What articles should be about, or should have among their keywords. */
export function SearchMisses() {
  const misses = useAnswer(key, { query: { limit: 100 } })
  return (
    <section aria-label="没有找到的查找">
      <h2>没有找到的查找</h2>
      <p className="soft">居民和话务员查过、但没有结果的词，次数多的在前；可以写新条目，或加进已有条目的关键词</p>
      <Answered of={misses} lines={6} isEmpty={(all) => all.length === 0} empty="每次查找都有结果">
        {(all) => (
          <Table
            aria-label="没有找到的查找"
            size="small"
            rowKey="query"
            columns={columns}
            dataSource={all}
            pagination={false}
          />
        )}
      </Answered>
    </section>
  )
}
