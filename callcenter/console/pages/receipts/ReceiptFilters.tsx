import { Input, Select } from 'antd'
import { useAnswer } from '../../hub/useAnswer.ts'
import { DateRange } from '../../list/DateRange.tsx'
import { dateIn, useFilters } from '../../list/useFilters.ts'
import { channelWord } from './channelWord.ts'

const states = [
  { value: 'false', label: '已入账' },
  { value: 'true', label: '已冲正' },
]

/** What a list of receipts is narrowed down to. */
export function ReceiptFilters() {
  const { one, set } = useFilters()
  const channels = useAnswer('GET /api/staff/receipt-channels', {})
  const amount = (name: 'least' | 'most', words: string) => (
    <Input
      className="filter-short figures"
      aria-label={words}
      placeholder={words}
      inputMode="decimal"
      allowClear
      maxLength={12}
      value={one(name) ?? ''}
      onChange={({ target }) => set({ [name]: target.value })}
    />
  )
  return (
    <div className="filters">
      <DateRange from={dateIn(one('from'))} to={dateIn(one('to'))} onChange={(from, to) => set({ from, to })} />
      <Select
        className="filter"
        aria-label="渠道"
        placeholder="全部渠道"
        allowClear
        value={one('channel') ?? null}
        loading={channels.isPending}
        options={(channels.data ?? []).map(({ channel, partnerName }) => ({
          value: channel,
          label: channelWord(channel, partnerName),
        }))}
        onChange={(channel: string | null | undefined) => set({ channel: channel ?? undefined })}
      />
      <Input
        className="filter figures"
        aria-label="户号"
        placeholder="户号"
        inputMode="numeric"
        allowClear
        maxLength={12}
        value={one('account') ?? ''}
        onChange={({ target }) => set({ account: target.value })}
      />
      {amount('least', '最低金额')}
      {amount('most', '最高金额')}
      <Select
        className="filter-short"
        aria-label="状态"
        placeholder="全部状态"
        allowClear
        value={one('reversed') ?? null}
        options={states}
        onChange={(reversed: string | null | undefined) => set({ reversed: reversed ?? undefined })}
      />
    </div>
  )
}
