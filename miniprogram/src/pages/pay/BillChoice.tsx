import { Box, Tap } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { monthName } from '../../format/date.ts'
import { yuan } from '../../format/money.ts'
import type { Debt } from '../../hub/contract.ts'

/** Bills from the oldest on; pressing one chooses it and all before it, pressing the last chosen leaves it out. */
export function BillChoice({
  bills,
  chosen,
  onChoose,
}: {
  bills: Debt['bills']
  chosen: number
  onChoose: (count: number) => void
}) {
  const late = bills.some(({ lateFee }) => lateFee > 0)
  return (
    <Card title="要缴的账单">
      {bills.length > 1 && <Box className="soft">从最早的一张缴起，点一张就连同它以前的一起缴。</Box>}
      {bills.map((bill, index) => {
        const on = index < chosen
        return (
          <Tap
            key={bill.billId}
            className="pay__bill"
            onPress={() => onChoose(index === chosen - 1 ? index : index + 1)}
            pressed={on}
            id={`bill-${index + 1}`}
          >
            <Box className={`pay__tick ${on ? 'pay__tick--on' : ''}`} hidden>
              {on && <Icon name="done" color="#FFFFFF" />}
            </Box>
            <Box className="pay__bill-words">
              <Box className="pay__month">{monthName(bill.toDate)}</Box>
              <Box className="soft">
                {bill.dueOn} 前缴{bill.lateFee > 0 ? `，违约金 ${yuan(bill.lateFee)}` : ''}
              </Box>
            </Box>
            <Money fen={bill.outstanding + bill.lateFee} />
          </Tap>
        )
      })}
      {late && (
        <Banner tone="warning">违约金：过了最后缴费日仍没有缴，按没缴的水费每天加收一点，缴清后不再增加。</Banner>
      )}
    </Card>
  )
}
